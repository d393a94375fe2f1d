package import Items

/// Reads the keys of one map and collects every problem that it meets.
///
/// A map is read by asking for its keys by name; asking never throws. Keys that are not declared
/// are reported, with the nearest declared word, by ``close()``.
package struct SettingReader: Sendable {
  /// The map that is read.
  package let setting: Setting
  /// What the map may hold.
  package let declarations: [SettingDeclaration]
  /// What was wrong so far.
  package private(set) var problems: [Problem] = []
  private let entries: [Setting.Entry]

  /// Starts on a setting, which is a problem when it is no map.
  package init(_ setting: Setting, declarations: [SettingDeclaration]) {
    self.setting = setting
    self.declarations = declarations
    entries = setting.entries ?? []
    if setting.entries == nil {
      report(
        at: setting.place, "A map of keys was expected, but \(setting.kindName) stands here.",
        remedy: Self.names(declarations.map(\.name), "The keys are"))
    }
  }

  /// Adds a problem of the map itself or of something in it.
  package mutating func report(
    at place: Place? = nil, _ what: String, why: String = "", remedy: String = ""
  ) {
    problems.append(Problem(place: place ?? setting.place, what: what, why: why, remedy: remedy))
  }

  /// Adds problems found elsewhere.
  package mutating func report(_ found: [Problem]) {
    problems.append(contentsOf: found)
  }

  /// Reports the keys that are not declared or stand twice; to be called once, after reading.
  package mutating func close() {
    let names = declarations.map(\.name)
    var seen: [String: Place] = [:]
    for entry in entries {
      if let first = seen[entry.key] {
        report(
          at: entry.place, "The key \(Quoted(entry.key)) stands twice, first at \(first).",
          remedy: "Remove one of them.")
      }
      seen[entry.key] = entry.place
      guard !names.contains(where: { $0.hasSameBytes(as: entry.key) }) else { continue }
      let near = NearestWord.find(entry.key, among: names)
      report(
        at: entry.place, "The key \(Quoted(entry.key)) is not known here.",
        remedy: near.map { "Perhaps \"\($0)\" was meant." } ?? Self.names(names, "The keys are"))
    }
  }

  /// Whether the key is there at all.
  package func has(_ name: String) -> Bool { entry(name) != nil }

  /// Where the key's value stands, or the map when there is none.
  package func place(of name: String) -> Place { entry(name)?.value.place ?? setting.place }

  private func entry(_ name: String) -> Setting.Entry? {
    entries.first { $0.key.hasSameBytes(as: name) }
  }

  private func declaration(_ name: String) -> SettingDeclaration? {
    declarations.first { $0.name == name }
  }

  /// The value of a key; its absence is a problem when it is declared as required.
  package mutating func value(_ name: String) -> Setting? {
    if let entry = entry(name) { return entry.value }
    if let declaration = declaration(name), declaration.required {
      let mistyped = NearestWord.find(
        name, among: entries.map(\.key).filter { key in !declarations.contains { $0.name == key } })
      report(
        "The key \"\(name)\" is missing.", why: declaration.summary,
        remedy: mistyped.map { "Perhaps \(Quoted($0)) was meant to be it." }
          ?? "Add \"\(name):\" with its \(declaration.type).")
    }
    return nil
  }

  /// Text; empty text counts as missing when the key is required.
  package mutating func optionalString(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.scalar else {
      mismatch(name, value, "text")
      return nil
    }
    if text.isEmpty, declaration(name)?.required == true {
      report(
        at: value.place, "The key \"\(name)\" has no text.",
        remedy: "Write its \(declaration(name)?.type ?? "text") behind the colon.")
      return nil
    }
    return text
  }

  /// Text, or empty text when it is missing.
  package mutating func string(_ name: String) -> String { optionalString(name) ?? "" }

  /// `true` or `false`, also as `yes` and `no`.
  package mutating func bool(_ name: String, or fallback: Bool = false) -> Bool {
    guard let value = value(name) else { return fallback }
    switch value.scalar {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      mismatch(name, value, "\"true\" or \"false\"")
      return fallback
    }
  }

  /// A whole number within a range.
  package mutating func int(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.scalar.flatMap({ Int($0) }), range.contains(number) else {
      mismatch(name, value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  /// A number within a range, written with a point.
  package mutating func decimal(_ name: String, in range: ClosedRange<Double>) -> Double? {
    guard let value = value(name) else { return nil }
    // Double also reads hexadecimal, "inf" and "nan", which nobody means to write here.
    guard let text = value.scalar, text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }),
      let number = Double(text), range.contains(number)
    else {
      mismatch(name, value, "a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  /// One of a few words; what is missing or wrong becomes `fallback`.
  package mutating func choice(_ name: String, of words: [String], or fallback: String) -> String {
    guard let value = value(name) else { return fallback }
    guard let word = value.scalar, words.contains(word) else {
      let near = value.scalar.flatMap { NearestWord.find($0, among: words) }
      report(
        at: value.place, "The key \"\(name)\" cannot be \(value.kindName).",
        remedy: near.map { "Perhaps \"\($0)\" was meant." } ?? Self.names(words, "It is one of"))
      return fallback
    }
    return word
  }

  /// The elements of a list; empty when the key is missing.
  package mutating func list(_ name: String) -> [Setting] {
    guard let value = value(name) else { return [] }
    guard let elements = value.elements else {
      mismatch(name, value, "a list")
      return []
    }
    return elements
  }

  /// A list of words with their places; a lone word is a list of one.
  package mutating func words(_ name: String) -> [(word: String, place: Place)] {
    guard let value = value(name) else { return [] }
    if let word = value.scalar, !word.isEmpty { return [(word, value.place)] }
    guard let elements = value.elements else {
      mismatch(name, value, "a list of words")
      return []
    }
    var words: [(word: String, place: Place)] = []
    for element in elements {
      guard let word = element.scalar, !word.isEmpty else {
        mismatch(name, element, "a word")
        continue
      }
      if let first = words.first(where: { $0.word == word }) {
        report(
          at: element.place,
          "\(Quoted(word)) stands twice in \"\(name)\", first at \(first.place).",
          remedy: "Remove one of them.")
        continue
      }
      words.append((word, element.place))
    }
    return words
  }

  /// Reads a map by its declarations and takes over its problems.
  package mutating func map<T>(
    _ setting: Setting, declarations: [SettingDeclaration],
    _ read: (inout SettingReader) -> T
  ) -> T {
    var reader = SettingReader(setting, declarations: declarations)
    let result = read(&reader)
    reader.close()
    problems.append(contentsOf: reader.problems)
    return result
  }

  /// Reads the map behind a key by the parts that the key declares; nil when the key is missing.
  package mutating func map<T>(_ name: String, _ read: (inout SettingReader) -> T) -> T? {
    guard let value = value(name) else { return nil }
    return map(value, declarations: declaration(name)?.parts ?? [], read)
  }

  private mutating func mismatch(_ name: String, _ found: Setting, _ expected: String) {
    report(
      at: found.place,
      "The key \"\(name)\" needs \(expected), but \(found.kindName) stands there.")
  }

  private static func names(_ words: [String], _ start: String) -> String {
    words.isEmpty ? "" : "\(start) \(words.map { "\"\($0)\"" }.joined(separator: ", "))."
  }
}
