package import Items

/// Keys of labels that cannot work, because a command or another label has them.
package enum KeyClash {
  /// The character of a key's declaration; nil when the text is not one visible character.
  package static func key(_ text: String) -> Character? {
    guard text.unicodeScalars.count == 1, let key = text.first, text != " ",
      Quoted(text).safe.hasSameBytes(as: text)
    else { return nil }
    return key
  }

  /// What is wrong with the keys of one question, each with a free key to take instead.
  package static func problems(
    in question: Question, reserved: Set<Character>
  ) -> [Problem] {
    var problems: [Problem] = []
    var owners: [String: [Character: PlacedKey]] = [:]
    var taken = reserved.union(question.kind.keys.map(\.key))
    for key in question.kind.keys {
      let owner = owners[key.group]?[key.key]
      guard owner != nil || reserved.contains(key.key) else {
        owners[key.group, default: [:]][key.key] = key
        continue
      }
      let free = free(for: key.label, taken: taken)
      if let free { taken.insert(free) }
      problems.append(
        Problem(
          place: key.place,
          what: "The key \(Quoted(String(key.key))) of the label \(Quoted(key.label)) "
            + "is taken already.",
          why: owner.map { "The label \(Quoted($0.label)) has it, at \($0.place)." }
            ?? "It is a command's.",
          remedy: free.map { "Write \"key: \($0)\", which is free." }
            ?? "Leave \"key\" away; the label is then reached through the list."))
    }
    return problems
  }

  /// A letter that nothing has yet, if possible one of the label itself.
  private static func free(for label: String, taken: Set<Character>) -> Character? {
    let letters = "abcdefghijklmnopqrstuvwxyz"
    let own = label.lowercased().filter { letters.contains($0) }
    return (own + letters + letters.uppercased()).first { !taken.contains($0) }
  }
}
