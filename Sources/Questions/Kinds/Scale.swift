package import Items

/// A rating in whole numbers.
package struct Scale: QuestionKind {
  package static let name = "scale"
  package static let summary = "A rating in whole numbers, with words at some of them."
  package static let declarations = [
    SettingDeclaration("from", "whole number", "The lowest value.", fallback: "1"),
    SettingDeclaration("to", "whole number", "The highest value.", fallback: "5"),
    SettingDeclaration(
      "anchors", "map of values to texts", "What some of the values mean, such as `1: not at all`."),
  ]

  let range: ClosedRange<Int>
  let anchors: [Int: String]

  package init(reading reader: inout SettingReader) {
    // Below zero there are no keys, and a negative number is often a slip in the indentation.
    let low = reader.int("from", in: 0...99) ?? 1
    let high = reader.int("to", in: 1...100) ?? max(5, low + 1)
    if low < high {
      range = low...high
    } else {
      range = low...(low + 1)
      reader.report(
        at: reader.place(of: reader.has("to") ? "to" : "from"),
        "A scale from \(low) to \(high) has nothing to choose from.",
        remedy: "Make \"to\" greater than \"from\".")
    }
    anchors = Self.anchors(&reader, in: range)
  }

  private static func anchors(
    _ reader: inout SettingReader, in range: ClosedRange<Int>
  ) -> [Int: String] {
    guard let setting = reader.value("anchors") else { return [:] }
    guard let entries = setting.entries else {
      reader.report(
        at: setting.place, "The key \"anchors\" needs a map, but \(setting.kindName) stands there.",
        remedy: "Write for example \"anchors: {\(range.lowerBound): not at all}\".")
      return [:]
    }
    var anchors: [Int: String] = [:]
    for entry in entries {
      guard let value = Int(entry.key), range.contains(value), anchors[value] == nil else {
        reader.report(
          at: entry.place, "\(Quoted(entry.key)) is no value of this scale, or stands twice.",
          remedy: "The values are \(range.lowerBound) to \(range.upperBound).")
        continue
      }
      guard let text = entry.value.scalar else {
        reader.report(
          at: entry.value.place,
          "An anchor is a text, but \(entry.value.kindName) stands at \(value).")
        continue
      }
      anchors[value] = text
    }
    return anchors
  }

  package var publicForm: [JSONMember] {
    var members = [
      JSONMember("from", .integer(range.lowerBound)), JSONMember("to", .integer(range.upperBound)),
    ]
    if !anchors.isEmpty {
      members.append(
        JSONMember(
          "anchors", .object(anchors.map { JSONMember(String($0.key), .string($0.value)) })))
    }
    return members
  }

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
      Option(id: String(value), title: anchors[value] ?? String(value), key: key(of: value))
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
    return anchors[value].map { "\(value) \($0)" } ?? String(value)
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
      from: 1
      to: 5
      anchors: {1: not at all, 3: with some effort, 5: at once}
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
