import Items

/// Reads the members of one JSON object by name and collects what is wrong with them.
struct RecordFields {
  private let object: JSON
  private let place: Place?
  private let subject: String
  private(set) var problems: [Problem] = []

  /// Takes an object whose members may have these names only; `subject` is what messages call it.
  init(_ json: JSON, names: [String], place: Place?, subject: String = "judgment") {
    object = json
    self.place = place
    self.subject = subject
    guard let members = json.members else {
      report("The \(subject) is \(json.kindName).", "Write it as an object.")
      return
    }
    for member in members where !names.contains(where: { $0.hasSameBytes(as: member.key) }) {
      let near = NearestWord.find(member.key, among: names)
      report(
        "\(Quoted(member.key)) is no field of a \(subject).",
        near.map { "Is \(Quoted($0)) meant?" } ?? "Remove it.")
    }
  }

  mutating func report(_ what: String, _ remedy: String) {
    problems.append(Problem(place: place, what: what, remedy: remedy))
  }

  /// The value of a member; null counts as missing.
  private func value(_ name: String) -> JSON? {
    if let value = object[name], value != .null { value } else { nil }
  }

  private mutating func refuse(_ name: String, _ value: JSON, expected: String) {
    let found =
      switch value {
      case .string, .number: "\(Quoted(value.shown))"
      default: value.kindName
      }
    report("The field \(Quoted(name)) is \(found).", "Write \(expected).")
  }

  mutating func text(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.stringValue else {
      refuse(name, value, expected: "a text in quotation marks")
      return nil
    }
    return text
  }

  mutating func requiredText(_ name: String) -> String {
    if let value = value(name), value.stringValue != "" { return text(name) ?? "" }
    if object.members != nil {
      report("The \(subject) has no field \(Quoted(name)).", "Add it; it may not be empty.")
    }
    return ""
  }

  mutating func time(_ name: String) -> UTCSeconds {
    let text = requiredText(name)
    if let time = UTCSeconds(text) { return time }
    if !text.isEmpty {
      refuse(name, .string(text), expected: "a time in UTC such as \"2026-01-05T09:10:11Z\"")
    }
    return UTCSeconds(seconds: 0)
  }

  mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = value(name) else { return nil }
    if let number = value.integerValue, range.contains(number) { return number }
    let expected =
      range.upperBound == .max
      ? "a whole number that is not negative"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    refuse(name, value, expected: expected)
    return nil
  }

  mutating func word<Word>(_ name: String, of words: [Word], named: (Word) -> String) -> Word? {
    guard let value = value(name) else { return nil }
    if let word = words.first(where: { value.stringValue == named($0) }) { return word }
    let choices = words.map { "\"\(named($0))\"" }
    refuse(
      name, value,
      expected: choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? ""))
    return nil
  }

  mutating func members(_ name: String, isRequired: Bool) -> [JSONMember] {
    guard let value = value(name) else {
      if isRequired, object.members != nil {
        report("The \(subject) has no field \(Quoted(name)).", "Add it as an object.")
      }
      return []
    }
    guard let members = value.members else {
      refuse(name, value, expected: "an object with a member for each question")
      return []
    }
    return members
  }

  mutating func texts(_ value: JSON, of name: String) -> [String] {
    let texts = value.elements?.compactMap(\.stringValue)
    guard let texts, texts.count == value.elements?.count else {
      refuse(name, value, expected: "a list of texts for each question")
      return []
    }
    return texts
  }

  mutating func remarks(_ name: String) -> [JudgmentRecord.Remark] {
    guard let value = value(name) else { return [] }
    guard let elements = value.elements else {
      refuse(name, value, expected: "a list of {\"text\": …}")
      return []
    }
    return elements.compactMap { element in
      var fields = RecordFields(
        element, names: ["text", "rule", "question"], place: place, subject: "remark")
      let remark = JudgmentRecord.Remark(
        text: fields.requiredText("text"), rule: fields.text("rule"),
        question: fields.text("question"))
      problems += fields.problems
      return remark
    }
  }
}
