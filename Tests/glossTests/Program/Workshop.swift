import Foundation
import Support

/// Small projects that the tests judge in.
enum Workshop {
  /// One key is one judgment: 1, 2 or 3.
  static let oneQuestion = """
    questions:
      - id: mood
        kind: choice
        ask: How does it sound?
        labels: [{id: good, name: Good}, {id: bad, name: Bad}, {id: mixed, name: Mixed}]

    """

  /// A choice and then a text; Enter saves.
  static let withText =
    oneQuestion + """
        - {id: why, kind: text, ask: Why?}

      """

  /// The project's file around its questions.
  static func project(_ questions: String, more: String = "") -> String {
    """
    gloss: 1
    name: reviews
    title: How do reviews sound?
    item:
      id: id
      show:
        - {field: text, as: text}
    \(questions)work: {submit: auto, order: listed}
    \(more)
    """
  }

  /// The text of an item, told from every other by its number.
  static func text(_ number: Int) -> String { "Review number \(number) of a small hotel." }
}

extension Scratch {
  /// Makes a project and its store, and gives the store's path.
  func makeStore(
    items: Int, questions: String = Workshop.oneQuestion, name: String = "s.gloss"
  ) throws -> String {
    try makeStore(
      texts: (1...items).map { ("r\($0)", Workshop.text($0)) }, questions: questions, name: name)
  }

  /// Makes a project of some texts and its store, and gives the store's path.
  func makeStore(
    texts: [(id: String, text: String)], questions: String = Workshop.oneQuestion,
    name: String = "s.gloss"
  ) throws -> String {
    try write(Workshop.project(questions), to: "project/project.yaml")
    let lines = try texts.map { item in
      let object = ["id": item.id, "text": item.text]
      return String(decoding: try JSONEncoder().encode(object), as: UTF8.self) + "\n"
    }
    try write(lines.joined(), to: "project/items/reviews.jsonl")
    let made = try gloss("create", path("project"), path(name), "--as", "ada")
    guard made.status == 0 else { throw Broken("gloss create failed: \(made.errors)") }
    return path(name)
  }

  /// What `gloss status --json` says of a number.
  func status(_ name: String, of store: String) throws -> Int {
    let outcome = try gloss("status", store, "--json")
    let object = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    guard outcome.status == 0, let fields = object as? [String: Any],
      let number = fields[name] as? Int
    else { throw Broken("gloss status said: \(outcome.output)\(outcome.errors)") }
    return number
  }
}

/// What kept a test from reaching its question.
struct Broken: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension VirtualScreen {
  /// The number of saved judgments in the first row; nil where none is shown.
  var saved: Int? {
    let row = text(row: 0)
    guard let word = row.range(of: "saved ", options: .backwards) else { return nil }
    return Int(row[word.upperBound...].prefix { $0.isNumber })
  }

  /// All words on the screen, however its lines were broken.
  var words: String {
    picture.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The last row that shows anything, where the program says what happened.
  var lastRow: String {
    let rows = (0..<rows).map { text(row: $0) }
    return rows.last { $0.contains { $0 != " " } } ?? ""
  }
}

extension PseudoTerminal {
  /// Reads until so many judgments are shown as saved.
  func wait(forSaved count: Int) throws {
    try wait(for: "saved \(count)") { $0.saved == count }
  }

  /// Types a text and reads until the screen shows another.
  func type(_ keys: String, until text: String) throws {
    try send(keys)
    try wait(forText: text)
  }

  /// Types `q` and reads until the program is gone.
  func leave() throws -> Ending {
    try send("q")
    return try waitForEnd()
  }
}
