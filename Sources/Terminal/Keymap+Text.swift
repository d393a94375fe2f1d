/// Something in a keymap file that cannot be understood, with its place.
package struct KeymapFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as the user named it.
  package let file: String
  /// The line, from one.
  package let line: Int
  /// The column in code points, from one.
  package let column: Int
  /// What is wrong and what would be right, in full sentences.
  package let message: String

  package var description: String {
    "\(DisplayText.safe(file)):\(line):\(column): \(message)"
  }
}

extension Keymap {
  /// Reads a keymap file.
  ///
  /// A line is `bind CONTEXT KEYS COMMAND`, `unbind CONTEXT KEYS`, a comment that begins with `#`,
  /// or empty; `bind` and `unbind` may end in a comment. `KEYS` is one name or several in turn.
  /// Right after the context `#` is the key of that name; further on it is written `Hash`.
  ///
  /// - Parameters:
  ///   - text: The content of the file.
  ///   - file: Its name, for messages.
  ///   - commands: The commands that exist; if there are none, any name is taken.
  ///   - contexts: The contexts that exist; if there are none, any name is taken.
  /// - Returns: What could be read, and everything that could not.
  package static func parse(
    _ text: String, file: String, commands: [String] = [], contexts: [String] = []
  ) -> (Keymap, [KeymapFault]) {
    var reader = KeymapReader(file: file, commands: commands, contexts: contexts)
    var source = Substring(text)
    if source.unicodeScalars.first == "\u{FEFF}" { source.unicodeScalars.removeFirst() }
    for line in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      reader.line += 1
      reader.read(line)
    }
    return (Keymap(reader.bindings, removals: reader.removals), reader.faults)
  }

  /// The map as a file that `parse` reads back.
  package var text: String {
    let taken = removals.map { "unbind \($0.context) \($0.keys.fileNames)\n" }
    let bound = bindings.map { "bind \($0.context) \($0.keys.fileNames) \($0.command)\n" }
    return (taken + bound).joined()
  }
}

extension [Key] {
  /// The names in turn; `#` is spelled out where it would begin a comment.
  fileprivate var fileNames: String {
    enumerated().map { $0 > 0 && $1 == Key("#") ? "Hash" : $1.name }.joined(separator: " ")
  }
}

private struct KeymapReader {
  struct Word {
    let text: String
    let column: Int
  }

  let file: String
  let commands: [String]
  let contexts: [String]
  var line = 0
  var bindings: [Binding] = []
  var removals: [Keymap.Removal] = []
  var faults: [KeymapFault] = []
  private var lineOf: [Keymap.Removal: Int] = [:]

  init(file: String, commands: [String], contexts: [String]) {
    self.file = file
    self.commands = commands
    self.contexts = contexts
  }

  mutating func read(_ text: Substring) {
    let words = Self.words(text)
    guard let verb = words.first, !verb.text.hasPrefix("#") else { return }
    guard verb.text == "bind" || verb.text == "unbind" else {
      let hint = suggestion(verb.text, ["bind", "unbind"])
      return fault(verb, "A line begins with bind or unbind, not \(quoted(verb.text)).\(hint)")
    }
    let binds = verb.text == "bind"
    let form = binds ? "bind CONTEXT KEYS COMMAND" : "unbind CONTEXT KEYS"
    guard words.count >= (binds ? 4 : 3) else {
      let end = Word(text: "", column: text.unicodeScalars.count + 1)
      return fault(end, "The line ends too early; it should read \(form).")
    }
    let context = words[1]
    guard contexts.isEmpty || contexts.contains(context.text) else {
      let hint = suggestion(context.text, contexts)
      return fault(context, "There is no context \(quoted(context.text)).\(hint)")
    }
    guard let keys = keys(binds ? words[2..<(words.count - 1)] : words[2...]) else { return }
    let slot = Keymap.Removal(keys: keys, context: context.text)
    if binds {
      bind(slot, words[words.count - 1], at: words[2])
    } else {
      removals.append(slot)
    }
  }

  private mutating func bind(_ slot: Keymap.Removal, _ command: Word, at place: Word) {
    guard commands.isEmpty || commands.contains(command.text) else {
      let hint = suggestion(command.text, commands)
      return fault(command, "There is no command \(quoted(command.text)).\(hint)")
    }
    let binding = Binding(keys: slot.keys, command: command.text, context: slot.context)
    if let clash = bindings.first(where: { $0.shadows(binding) }) {
      let other = Keymap.Removal(keys: clash.keys, context: clash.context)
      let first = lineOf[other].map { "line \($0)" } ?? "an earlier line"
      let how =
        clash.keys == slot.keys
        ? "is bound already"
        : "and \(clash.keyNames) cannot both be pressed, for one begins the other"
      return fault(
        place, "\(binding.keyNames) \(how): see \(first). Remove one of the two.")
    }
    lineOf[slot] = line
    bindings.append(binding)
  }

  private mutating func keys(_ words: ArraySlice<Word>) -> [Key]? {
    var keys: [Key] = []
    for word in words {
      guard let key = Key(name: word.text) else {
        let hint = suggestion(word.text, Key.allNames)
        fault(word, "There is no key \(quoted(word.text)).\(hint)")
        return nil
      }
      keys.append(key)
    }
    return keys
  }

  private mutating func fault(_ word: Word, _ message: String) {
    faults.append(KeymapFault(file: file, line: line, column: word.column, message: message))
  }

  /// Splits at blanks and leaves out a comment behind the third word.
  private static func words(_ text: Substring) -> [Word] {
    var words: [Word] = []
    var current = ""
    var start = 0
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      if scalar == " " || scalar == "\t" {
        if !current.isEmpty { words.append(Word(text: current, column: start + 1)) }
        current = ""
      } else {
        if current.isEmpty {
          if scalar == "#", words.count > 2 { return words }
          start = offset
        }
        current.unicodeScalars.append(scalar)
      }
    }
    if !current.isEmpty { words.append(Word(text: current, column: start + 1)) }
    return words
  }

  private func quoted(_ text: String) -> String { "“\(DisplayText.safe(text, limit: 40))”" }

  private func suggestion(_ word: String, _ known: [String]) -> String {
    nearestWord(to: word, in: known).map { " Did you mean \($0)?" } ?? ""
  }
}
