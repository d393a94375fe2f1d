import Items
import Questions

/// The items of a project by external id, as far as checking needs them.
struct CheckedItems {
  private(set) var known: [[UInt8]: (content: Hash, place: Place)] = [:]

  func contains(_ externalID: String) -> Bool { known[Array(externalID.utf8)] != nil }

  /// Where the item stands that has this id and other content; nil when there is none.
  ///
  /// - Returns: nil also for an item that is met again unchanged, which `isRepeated` tells.
  mutating func add(
    _ item: CanonicalItem, at place: Place, isRepeated: inout Bool
  ) -> Place? {
    let id = Array(item.externalID.utf8)
    let content = Hash.sha256(item.content, [0], item.hidden ?? [])
    isRepeated = false
    guard let first = known[id] else {
      known[id] = (content, place)
      return nil
    }
    isRepeated = first.content == content
    return isRepeated ? nil : first.place
  }
}

/// How often something was met that is told by its first places only.
struct Tally {
  var count = 0
  var places: [(place: Place, text: String)] = []

  mutating func add(_ place: Place, _ text: String) {
    count += 1
    if places.count < ProjectCheck.told { places.append((place, text)) }
  }
}

/// Which fields the items have.
private struct FieldTally {
  var names: [String] = []
  var seen: Set<String> = []
  var missing: [String: Tally] = [:]
  var hidden: Set<String> = []
  var conversations: [String: Tally] = [:]
}

extension ProjectCheck {
  /// Reads everything under `items/`.
  mutating func readItems(_ project: ProjectDefinition) -> CheckedItems {
    var items = CheckedItems()
    var fields = FieldTally()
    var unreadable = 0
    var clashes = Tally()
    for path in paths(in: "items") {
      readRecords(path, shape: project.shape) { check, record in
        switch record {
        case .problem(let problem):
          unreadable += 1
          if unreadable <= Self.told { check.problems.append(problem) }
        case .item(let item, let place):
          check.counts.items += 1
          var isRepeated = false
          if let first = items.add(item, at: place, isRepeated: &isRepeated) {
            clashes.add(
              place, "The item \(Quoted(item.externalID)) stands at \(first) with other content.")
          }
          check.counts.repeated += isRepeated ? 1 : 0
          check.tally(item, at: place, project, &fields)
        }
      }
    }
    if unreadable > Self.told {
      report(nil, "\(unreadable - Self.told) more lines of items cannot be read.")
    }
    tell(clashes, remedy: "Give each item an id of its own.")
    if counts.items > 0 { reportFields(project, fields) }
    return items
  }

  /// The data files of a folder; a file of another sort is a problem.
  mutating func paths(in folder: String) -> [String] {
    (tree.names(in: folder) ?? []).compactMap { name in
      if name.hasPrefix(".") { return nil }
      let path = "\(folder)/\(name)"
      if RecordFormat(path: path) != nil { return path }
      report(
        Place(file: path, line: 1, column: 1), "The format of this file is not known.",
        why: "The ends of names that are read are .jsonl, .csv and .tsv, each also with .gz.",
        remedy: "Convert the file, or move it out of \"\(folder)/\".")
      return nil
    }
  }

  /// Reads a data file record by record; what the file system says is a problem of the file.
  mutating func readRecords(
    _ path: String, shape: ItemShape, _ body: (inout ProjectCheck, Record) -> Void
  ) {
    guard let format = RecordFormat(path: path) else { return }
    do {
      var reader = format.reader(try tree.source(path), file: path, shape: shape)
      while let record = try reader.next() { body(&self, record) }
    } catch {
      report(
        Place(file: path, line: 1, column: 1), "The file cannot be read to its end.",
        why: "The reason given is \(Quoted("\(error)", limit: 200)).")
    }
  }

  private mutating func tally(
    _ item: CanonicalItem, at place: Place, _ project: ProjectDefinition,
    _ fields: inout FieldTally
  ) {
    guard let content = try? JSON(parsing: item.content, file: place.file, line: place.line),
      let members = content.members
    else { return }
    // A limit, for keys may have been taken for values, and be new on every line.
    for member in members where fields.names.count < 1000 {
      if fields.seen.insert(member.key).inserted { fields.names.append(member.key) }
    }
    if let hidden = item.hidden,
      let object = try? JSON(parsing: hidden, file: place.file, line: place.line)
    {
      fields.hidden.formUnion((object.members ?? []).map(\.key))
    }
    for field in project.fields where content[field] == nil {
      fields.missing[field, default: Tally()].add(place, "")
    }
    for part in project.parts where part.display == .conversation {
      for field in part.fields {
        guard let fault = content[field].flatMap(Self.conversationFault) else { continue }
        fields.conversations[field, default: Tally()].add(place, fault)
      }
    }
  }

  /// Why a value cannot be shown as a conversation; nil when it can.
  private static func conversationFault(_ value: JSON) -> String? {
    switch value {
    case .string, .null: return nil
    case .bool, .number, .object: return "\(value.kindName) is no conversation."
    case .array(let turns):
      for (index, turn) in turns.enumerated() {
        guard turn["role"]?.stringValue != nil, turn["content"]?.stringValue != nil else {
          return "turn \(index + 1) has no text as \"role\" or as \"content\"."
        }
      }
      return nil
    }
  }

  private mutating func reportFields(_ project: ProjectDefinition, _ fields: FieldTally) {
    for field in project.fields {
      guard let missing = fields.missing[field] else { continue }
      if missing.count == counts.items {
        report(
          project.fieldPlaces[field] ?? questionPlace(of: field, in: project),
          "No item has a field \(Quoted(field)).",
          remedy: NearestWord.find(field, among: fields.names)
            .map { "Perhaps \(Quoted($0)) was meant." }
            ?? "The fields are \(fields.names.prefix(12).map { "\(Quoted($0))" }.joined(separator: ", "))."
        )
        continue
      }
      for place in missing.places {
        report(
          place.place, "The item has no field \(Quoted(field)).",
          why: "The project shows it or asks about it.",
          remedy: "Add it, with an empty text if there is none.")
      }
      if missing.count > missing.places.count {
        report(
          nil, "\(missing.count - missing.places.count) more items have no field \(Quoted(field)).")
      }
    }
    for field in fields.conversations.keys.sorted() {
      tell(
        fields.conversations[field] ?? Tally(), start: "The field \(Quoted(field)): ",
        remedy: "A conversation is a list of {\"role\": …, \"content\": …}, or a transcript.")
    }
    // A slip in a hidden name would show to everybody what was to be hidden.
    for field in project.hide where !fields.hidden.contains(field) {
      report(
        project.fieldPlaces[field], "No item has the hidden field \(Quoted(field)).",
        why: "If its name is mistyped, the true field is in every annotator's store.",
        remedy: NearestWord.find(field, among: fields.names)
          .map { "Perhaps \(Quoted($0)) was meant." } ?? "Remove it from \"hide\".")
    }
  }

  private func questionPlace(of field: String, in project: ProjectDefinition) -> Place? {
    project.questions.lazy.flatMap { $0.kind.fields }.first { $0.word == field }?.place
  }

  private mutating func tell(_ tally: Tally, start: String = "", remedy: String) {
    for (place, text) in tally.places { report(place, start + text, remedy: remedy) }
    if tally.count > tally.places.count {
      report(nil, "\(start)\(tally.count - tally.places.count) more items have such a problem.")
    }
  }
}

/// The formats of data files, by the end of their names.
enum RecordFormat {
  case lines
  case delimited(Delimiter)

  init?(path: String) {
    let name = path.hasSuffix(".gz") ? path.dropLast(3) : path[...]
    if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
      self = .lines
    } else if name.hasSuffix(".csv") {
      self = .delimited(.comma)
    } else if name.hasSuffix(".tsv") {
      self = .delimited(.tab)
    } else {
      return nil
    }
  }

  func reader(
    _ source: some ByteSource, file: String, shape: ItemShape
  ) -> any RecordReader {
    switch self {
    case .lines: JSONLReader(source, file: file, shape: shape)
    case .delimited(let delimiter):
      DelimitedReader(source, file: file, delimiter: delimiter, shape: shape)
    }
  }
}
