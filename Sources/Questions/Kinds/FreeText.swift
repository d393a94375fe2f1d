package import Items

/// A text in the annotator's own words.
package struct FreeText: QuestionKind {
  package static let name = "text"
  package static let summary = "A text in one's own words; with `prefill` a rewrite or critique."
  /// The default and the highest length in code points: one text must fit into an operation of
  /// 64 KiB, also when every code point takes four bytes.
  static let usualLength = 10_000
  static let greatestLength = 15_000

  package static let declarations = [
    SettingDeclaration(
      "prefill", "field", "The field of the item whose text the answer starts with."),
    SettingDeclaration(
      "at_least", "whole number", "How many characters an answer has at least.", fallback: "1"),
    SettingDeclaration(
      "at_most", "whole number", "How many characters an answer has at most.",
      fallback: String(usualLength)),
  ]

  let prefill: PlacedWord?
  let atLeast: Int
  let atMost: Int

  package init(reading reader: inout SettingReader) {
    let place = reader.place(of: "prefill")
    prefill = reader.optionalString("prefill").map { PlacedWord($0, at: place) }
    atLeast = reader.int("at_least", in: 1...Self.greatestLength) ?? 1
    atMost = reader.int("at_most", in: 1...Self.greatestLength) ?? max(Self.usualLength, atLeast)
    if atMost < atLeast {
      reader.report(
        at: reader.place(of: "at_most"), "\"at_most\" is smaller than \"at_least\".",
        why: "No text could be so long.", remedy: "Raise the one or lower the other.")
    }
  }

  package var publicForm: [JSONMember] {
    var members: [JSONMember] = []
    if let prefill { members.append(JSONMember("prefill", .string(prefill.word))) }
    if atLeast != 1 { members.append(JSONMember("at_least", .integer(atLeast))) }
    if atMost != Self.usualLength { members.append(JSONMember("at_most", .integer(atMost))) }
    return members
  }

  package var fields: [PlacedWord] { prefill.map { [$0] } ?? [] }

  package func editor(for shown: Shown, answer: AnswerValue?) -> any AnswerEditor {
    FreeTextEditor(
      kind: self, start: prefill.flatMap { shown.fields($0.word) } ?? "",
      written: answer?.textValue)
  }

  package func fault(in answer: AnswerValue) -> String? {
    guard let text = answer.textValue else { return "The answer to this question is a text." }
    let count = text.unicodeScalars.count
    if Self.isBlank(text) { return "The text is empty." }
    if count < atLeast {
      return "The text has \(count) characters; at least \(atLeast) are needed."
    }
    if count > atMost {
      return "The text has \(count) characters; at most \(atMost) can be stored."
    }
    return nil
  }

  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  package func json(of answer: AnswerValue) -> JSON { .string(answer.textValue ?? "") }

  package func answer(from json: JSON) throws(Problem) -> AnswerValue {
    guard let text = json.stringValue else {
      throw Problem(
        what: "The answer to this question is a text, but \(json.kindName) stands there.")
    }
    return try checked(.text(text))
  }

  package func summary(of answer: AnswerValue, sides: [String]) -> String {
    answer.textValue ?? ""
  }

  package func conditionValues(of answer: AnswerValue) -> [String] {
    answer.textValue.map { [$0] } ?? []
  }

  package func distance(_ left: AnswerValue, _ right: AnswerValue) -> Double {
    left == right ? 0 : 1
  }
}

extension FreeText {
  package func changes(since old: FreeText) -> [KindChange] {
    var changes: [KindChange] = []
    if atLeast != old.atLeast || atMost != old.atMost {
      changes.append(
        KindChange(
          "A text has \(atLeast) to \(atMost) characters instead of \(old.atLeast) "
            + "to \(old.atMost).", invalidates: atLeast > old.atLeast || atMost < old.atMost))
    }
    if prefill?.word != old.prefill?.word {
      changes.append(
        KindChange(
          prefill.map { "The answer starts with the field \(Quoted($0.word))." }
            ?? "The answer starts empty.", invalidates: false))
    }
    return changes
  }

  package static let example = KindExample(
    question: """
      id: summary
      kind: text
      ask: What does it say, in one sentence?
      rule: summary
      at_most: 300
      """,
    fields: ["text"],
    items: [
      #"{"id": "t-1", "text": "The council met twice. Both times the bridge was on the list, and both times the evening was over before anyone came to it."}"#,
      #"{"id": "t-2", "text": "Bees find their way back by the sun, also when clouds hide it: they see how its light is turned."}"#,
    ],
    gold: [],
    handbook: """
      ## One sentence {#summary}

      Say what somebody would need to know who has no time to read the text.

      - ✓ "The council put off the bridge twice."
      - ✗ "A text about a council." (says what it is about, not what it says)
      """)
}

struct FreeTextEditor: AnswerEditor {
  let kind: FreeText
  /// The text before anything was written.
  let start: String
  var written: String?

  init(kind: FreeText, start: String, written: String?) {
    self.kind = kind
    self.start = start
    self.written = written
  }

  var answer: AnswerValue? {
    written.flatMap { FreeText.isBlank($0) ? nil : .text($0) }
  }

  var view: AnswerView {
    AnswerView(
      text: written ?? start, selectedSummary: answer?.textValue ?? "",
      hint: "Enter goes on · Ctrl+J new line")
  }

  mutating func handle(_ input: AnswerInput) -> AnswerReaction {
    switch input {
    case .text(let text):
      let count = text.unicodeScalars.count
      guard count <= kind.atMost else {
        return .refused(
          "A text here has at most \(kind.atMost) characters; this one would have \(count).")
      }
      written = text
      return .changed
    case .clear:
      guard written != nil else { return .ignored }
      written = nil
      return .changed
    case .key, .choose:
      return .ignored
    }
  }
}
