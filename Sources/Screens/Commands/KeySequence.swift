import Terminal

/// The keys pressed so far of a binding that takes several.
struct KeySequence: Sendable {
  private var pending: [Key] = []

  /// What a key comes to after those before it; a sequence that leads nowhere starts anew.
  mutating func match(_ key: Key, in keymap: Keymap, contexts: [String]) -> Keymap.Match {
    let keys = pending + [key]
    let match = keymap.command(for: keys, in: contexts)
    pending = match == .prefix ? keys : []
    return match
  }
}
