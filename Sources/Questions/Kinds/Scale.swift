package import Items

/// A rating in whole numbers.
package struct Scale: QuestionKind {
  package static let name = "scale"
  package static let summary = "A rating in whole numbers, with words at some of them."
  package static let declarations = [
    SettingDeclaration("low", "whole number", "The lowest value.", fallback: "1"),
    SettingDeclaration("high", "whole number", "The highest value.", fallback: "5"),
    SettingDeclaration(
      "anchors", "list of anchors",
      "What some of the values mean. A map of values to names will do, too: `{1: not at all}`.",
      parts: [
        SettingDeclaration("value", "whole number", "The value.", required: true),
        SettingDeclaration("name", "text", "What people read beside it.", required: true),
        SettingDeclaration("rule", "rule id", "The handbook's rule about it."),
      ]),
  ]

  /// What a value means.
  struct Anchor: Hashable {
    var name: String
    var rule: PlacedWord?

    // A rule that moved within its file is still the same.
    static func == (left: Anchor, right: Anchor) -> Bool {
      left.name.hasSameBytes(as: right.name) && left.rule?.word == right.rule?.word
    }

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  let range: ClosedRange<Int>
  let anchors: [Int: Anchor]

  package init(reading reader: inout SettingReader) {
    // Below zero there are no keys, and a negative number is often a slip in the indentation.
    let low = reader.int("low", in: 0...99) ?? 1
    let high = reader.int("high", in: 1...100) ?? max(5, low + 1)
    if low < high {
      range = low...high
    } else {
      range = low...(low + 1)
      reader.report(
        at: reader.place(of: reader.has("high") ? "high" : "low"),
        "A scale from \(low) to \(high) has nothing to choose from.",
        remedy: "Make \"high\" greater than \"low\".")
    }
    var anchors: [Int: Anchor] = [:]
    for (value, anchor, place) in Self.anchors(&reader) {
      guard let value, range.contains(value), anchors[value] == nil else {
        reader.report(
          at: place,
          value.map { "The value \($0) is not on this scale, or has two anchors." }
            ?? "An anchor's value is a whole number.",
          remedy: "The values are \(range.lowerBound) to \(range.upperBound).")
        continue
      }
      anchors[value] = anchor
    }
    self.anchors = anchors
  }

  /// The anchors as written: a list of maps, or one map of values to names.
  private static func anchors(
    _ reader: inout SettingReader
  ) -> [(value: Int?, anchor: Anchor, place: Place)] {
    guard let setting = reader.value("anchors") else { return [] }
    if let entries = setting.entries {
      return entries.compactMap { entry in
        guard let name = entry.value.scalar else {
          reader.report(
            at: entry.value.place,
            "An anchor is a text, but \(entry.value.kindName) stands there.")
          return nil
        }
        return (Int(entry.key), Anchor(name: name), entry.place)
      }
    }
    let parts = declarations.first { $0.name == "anchors" }?.parts ?? []
    return reader.list("anchors").map { element in
      reader.map(element, declarations: parts) { inner in
        let place = inner.place(of: "rule")
        let rule = inner.optionalString("rule").map { PlacedWord($0, at: place) }
        // What is no number is told with the values below.
        let value = Int(inner.string("value"))
        return (value, Anchor(name: inner.string("name"), rule: rule), inner.place(of: "value"))
      }
    }
  }

  package var publicForm: [JSONMember] {
    var members = [
      JSONMember("low", .integer(range.lowerBound)), JSONMember("high", .integer(range.upperBound)),
    ]
    if !anchors.isEmpty {
      members.append(
        JSONMember(
          "anchors",
          .array(
            range.compactMap { value in
              guard let anchor = anchors[value] else { return nil }
              let rule = anchor.rule.map { [JSONMember("rule", .string($0.word))] } ?? []
              return .object(
                [JSONMember("value", .integer(value)), JSONMember("name", .string(anchor.name))]
                  + rule)
            })))
    }
    return members
  }

  package var rules: [PlacedWord] { range.compactMap { anchors[$0]?.rule } }
  package var isOneKey: Bool { true }
  package var conditionWords: [String]? { range.map { String($0) } }

  /// The key of a value: the value itself, and 0 for 10 where 0 is free.
  func key(of value: Int) -> Character? {
    if value == 10, !range.contains(0) { return "0" }
    return (0...9).contains(value) ? Character(String(value)) : nil
  }

  /// The values with their titles and keys.
  var options: [Option] {
    range.map { value in
      Option(
        id: String(value), title: anchors[value]?.name ?? String(value), key: key(of: value),
        rule: anchors[value]?.rule?.word)
    }
  }

  package func editor(for shown: Shown, answer: AnswerValue?) -> any AnswerEditor {
    let chosen = answer.flatMap { fault(in: $0) == nil ? $0.integerValue : nil }
    return ScaleEditor(scale: self, chosen: chosen)
  }

  package func fault(in answer: AnswerValue) -> String? {
    guard let value = answer.integerValue else { return "The answer to a scale is a whole number." }
    if range.contains(value) { return nil }
    return "\(value) is not on this scale, which goes from \(range.lowerBound) "
      + "to \(range.upperBound)."
  }

  package func json(of answer: AnswerValue) -> JSON { .integer(answer.integerValue ?? 0) }

  package func answer(from json: JSON) throws(Problem) -> AnswerValue {
    guard let value = json.integerValue else {
      throw Problem(
        what: "The answer to a scale is a whole number, but \(json.kindName) stands there.")
    }
    return try checked(.integer(value))
  }

  package func summary(of answer: AnswerValue, sides: [String]) -> String {
    guard let value = answer.integerValue else { return "" }
    return anchors[value].map { "\(value) \($0.name)" } ?? String(value)
  }

  package func conditionValues(of answer: AnswerValue) -> [String] {
    answer.integerValue.map { [String($0)] } ?? []
  }

  /// The difference as a share of the scale's length.
  package func distance(_ left: AnswerValue, _ right: AnswerValue) -> Double {
    guard let left = left.integerValue, let right = right.integerValue else {
      return left == right ? 0 : 1
    }
    // In floating point, for stored numbers may be anything.
    let length = Double(range.upperBound - range.lowerBound)
    return min(1, abs(Double(left) - Double(right)) / length)
  }
}

extension Scale {
  package func changes(since old: Scale) -> [KindChange] {
    var changes: [KindChange] = []
    if range != old.range {
      changes.append(
        KindChange(
          "The scale goes from \(range.lowerBound) to \(range.upperBound) instead of from "
            + "\(old.range.lowerBound) to \(old.range.upperBound).", invalidates: true))
    }
    if anchors != old.anchors {
      changes.append(KindChange("The words at the values are others.", invalidates: false))
    }
    return changes
  }

  package static let example = KindExample(
    question: """
      id: clarity
      kind: scale
      ask: How clear is the explanation?
      rule: clarity
      low: 1
      high: 5
      anchors:
        - {value: 1, name: not at all}
        - {value: 3, name: with some effort}
        - {value: 5, name: at once, rule: at-once}
      """,
    fields: ["text"],
    items: [
      #"{"id": "e-1", "text": "A tide is the sea's answer to the moon's pull: the water nearest to it is drawn up."}"#,
      #"{"id": "e-2", "text": "Yeast, being what it is, does it, given that the dough, if warm, lets it."}"#,
      #"{"id": "e-3", "text": "A lock lifts boats: close the gates, let water in, and the boat rises with it."}"#,
    ],
    gold: [
      #"{"item": "e-3", "answers": {"clarity": 5}, "rule": "clarity", "why": "Each step is named in the order in which it happens."}"#
    ],
    handbook: """
      ## Clarity {#clarity}

      Rate how well someone who does not know the matter would understand it after one reading.
      What is true or complete does not count here.

      - ✓ 5: "Close the gates, let water in, and the boat rises."
      - ✗ 5 for a text that only sounds learned.

      ## At once {#at-once}

      Nobody would have to go back in the text.
      """)
}

struct ScaleEditor: AnswerEditor {
  let scale: Scale
  var chosen: Int?

  init(scale: Scale, chosen: Int?) {
    self.scale = scale
    self.chosen = chosen
  }

  var answer: AnswerValue? { chosen.map { .integer($0) } }

  var view: AnswerView {
    AnswerView(
      options: scale.options.map {
        OptionState(option: $0, chosen: $0.id == chosen.map { String($0) })
      },
      selectedSummary: answer.map { scale.summary(of: $0, sides: []) } ?? "",
      hint: "\(scale.range.lowerBound)–\(scale.range.upperBound)")
  }

  mutating func handle(_ input: AnswerInput) -> AnswerReaction {
    switch input {
    case .key(let key):
      if let value = scale.range.first(where: { scale.key(of: $0) == key }) { return take(value) }
      guard key.isASCII, key.isNumber else { return .ignored }
      let range = scale.range
      return .refused(
        "\(key) is not on this scale, which goes from \(range.lowerBound) to \(range.upperBound).")
    case .choose(let id):
      guard let value = Int(id), scale.range.contains(value) else { return .ignored }
      return take(value)
    case .text:
      return .ignored
    case .clear:
      guard chosen != nil else { return .ignored }
      chosen = nil
      return .changed
    }
  }

  private mutating func take(_ value: Int) -> AnswerReaction {
    chosen = value
    return .decided
  }
}
