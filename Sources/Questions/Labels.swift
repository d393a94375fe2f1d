import Items

/// A label of a question, with those nested under it.
struct Label: Sendable {
  var option: Option
  /// Whether nothing else can be chosen with it.
  var alone = false
  var children: [Label] = []
  /// The key that was declared, and where; ``Option/key`` may also be a digit that was dealt.
  var declaredKey: PlacedKey?
  var rulePlace: Place
}

/// The labels of a question in declared order.
struct Labels: Sendable {
  var top: [Label]

  /// What a label may hold in a question that takes one or several of them.
  static func declaration(nested: Bool) -> SettingDeclaration {
    var parts = [
      SettingDeclaration("id", "word", "What is stored.", required: true),
      SettingDeclaration("name", "text", "What people read.", fallback: "the id"),
      SettingDeclaration(
        "key", "one character",
        "The key that chooses it; it must not be a command's.", fallback: "the next digit"),
      SettingDeclaration("rule", "rule id", "The handbook's rule about it."),
    ]
    if nested {
      parts.append(
        SettingDeclaration(
          "labels", "list of labels", "Labels nested under this one, which then only opens them."))
    } else {
      parts.append(
        SettingDeclaration(
          "alone", "yes or no", "Whether nothing else can be chosen with it, as for `none`.",
          fallback: "no", words: ["true", "false"]))
    }
    return SettingDeclaration(
      "labels", "list of labels",
      "What can be chosen. A label is a map, or just its id.", required: true, parts: parts)
  }

  init(reading reader: inout SettingReader, nested: Bool) {
    var ids: [String: Place] = [:]
    let declarations = Self.declaration(nested: nested).parts
    top = Self.read(
      reader.list("labels"), in: "", declarations: declarations, reader: &reader, ids: &ids)
    if top.count < 2, reader.setting["labels"]?.elements != nil {
      reader.report(
        at: reader.place(of: "labels"), "A question needs at least two labels.",
        remedy: "Add the labels that can be chosen.")
    }
  }

  private static func read(
    _ settings: [Setting], in group: String, declarations: [SettingDeclaration],
    reader: inout SettingReader, ids: inout [String: Place]
  ) -> [Label] {
    var labels: [Label] = []
    for setting in settings {
      let label: Label
      if let id = setting.scalar {
        label = Label(option: Option(id: id, title: id), rulePlace: setting.place)
      } else {
        var children: [Setting] = []
        var read = reader.map(setting, declarations: declarations) { inner in
          children = inner.list("labels")
          return one(&inner, in: group)
        }
        read.children = Self.read(
          children, in: read.option.id, declarations: declarations, reader: &reader, ids: &ids)
        label = read
      }
      let id = label.option.id
      guard isStorable(id, at: setting.place, reader: &reader) else { continue }
      if let first = ids[id] {
        reader.report(
          at: setting.place, "The label \(Quoted(id)) stands twice, first at \(first).",
          remedy: "Remove or rename one of them.")
        continue
      }
      ids[id] = setting.place
      labels.append(label)
    }
    return deal(labels)
  }

  private static func one(_ reader: inout SettingReader, in group: String) -> Label {
    let id = reader.string("id")
    let title = reader.optionalString("name") ?? id
    var label = Label(
      option: Option(id: id, title: title, rule: reader.optionalString("rule")),
      alone: reader.bool("alone"), rulePlace: reader.place(of: "rule"))
    if let text = reader.optionalString("key") {
      if let key = KeyClash.key(text) {
        label.option.key = key
        label.declaredKey = PlacedKey(key, label: id, in: group, at: reader.place(of: "key"))
      } else {
        reader.report(
          at: reader.place(of: "key"), "\(Quoted(text)) cannot be a key.",
          why: "A key is one visible character.", remedy: "Write for example \"key: a\".")
      }
    }
    return label
  }

  private static func isStorable(
    _ id: String, at place: Place, reader: inout SettingReader
  ) -> Bool {
    // An empty id of a map was reported when it was read.
    if id.isEmpty { return false }
    if id.unicodeScalars.count <= 100, Quoted(id, limit: 100).safe.hasSameBytes(as: id) {
      return true
    }
    reader.report(
      at: place, "\(Quoted(id)) cannot be a label's id.",
      why: "An id has at most 100 characters, none of them invisible.",
      remedy: "Shorten it and put the words into \"name\".")
    return false
  }

  /// Gives the digits 1–9 and then 0 to the labels without a key.
  private static func deal(_ labels: [Label]) -> [Label] {
    var labels = labels
    var digits = "1234567890".filter { digit in !labels.contains { $0.option.key == digit } }
    for index in labels.indices where labels[index].option.key == nil && !digits.isEmpty {
      labels[index].option.key = digits.removeFirst()
    }
    return labels
  }
}

extension Labels {
  /// Every label, groups before what is nested under them.
  var all: [Label] {
    func flat(_ labels: [Label]) -> [Label] { labels.flatMap { [$0] + flat($0.children) } }
    return flat(top)
  }

  /// The ids that can be an answer, in declared order.
  var leaves: [String] { all.filter(\.children.isEmpty).map(\.option.id) }

  /// The labels from the top down to the one of that id; empty when there is none.
  func path(to id: String) -> [Label] {
    func find(_ labels: [Label]) -> [Label] {
      for label in labels {
        if label.option.id.hasSameBytes(as: id) { return [label] }
        let inner = find(label.children)
        if !inner.isEmpty { return [label] + inner }
      }
      return []
    }
    return find(top)
  }

  /// What people read of a label: its title behind those of its groups.
  func title(of id: String) -> String {
    let path = path(to: id)
    return path.isEmpty ? id : path.map(\.option.title).joined(separator: " › ")
  }

  var rules: [PlacedWord] {
    all.compactMap { label in label.option.rule.map { PlacedWord($0, at: label.rulePlace) } }
  }

  var keys: [PlacedKey] { all.compactMap(\.declaredKey) }

  /// Why a word is none of the labels, as a sentence.
  func fault(in id: String) -> String? {
    let leaves = leaves
    if leaves.contains(where: { $0.hasSameBytes(as: id) }) { return nil }
    if !path(to: id).isEmpty {
      return "The label \(Quoted(id)) only groups others; choose one of those."
    }
    if let near = NearestWord.find(id, among: leaves) {
      return "\(Quoted(id)) is no label of this question; perhaps \(Quoted(near)) was meant."
    }
    let shown = leaves.prefix(12).map { "\(Quoted($0))" }.joined(separator: ", ")
    return "\(Quoted(id)) is no label of this question. "
      + "The labels are \(shown)\(leaves.count > 12 ? " and others" : "")."
  }

  var publicForm: JSON { Self.json(top) }

  private static func json(_ labels: [Label]) -> JSON {
    .array(
      labels.map { label in
        var members = [JSONMember("id", .string(label.option.id))]
        if !label.option.title.hasSameBytes(as: label.option.id) {
          members.append(JSONMember("name", .string(label.option.title)))
        }
        if let key = label.declaredKey {
          members.append(JSONMember("key", .string(String(key.key))))
        }
        if let rule = label.option.rule { members.append(JSONMember("rule", .string(rule))) }
        if label.alone { members.append(JSONMember("alone", .bool(true))) }
        if !label.children.isEmpty { members.append(JSONMember("labels", json(label.children))) }
        return .object(members)
      })
  }
}
