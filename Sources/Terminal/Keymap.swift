/// One or more keys pressed in turn, the command that they give, and where they give it.
package struct Binding: Hashable, Sendable {
  /// The keys in the order in which they are pressed; usually one.
  package var keys: [Key]
  /// The name of the command.
  package var command: String
  /// The name of the place in which the keys mean this, such as `judging`.
  package var context: String

  /// Creates a binding.
  package init(keys: [Key], command: String, context: String) {
    self.keys = keys
    self.command = command
    self.context = context
  }

  /// The keys as people write them, `c 4`.
  package var keyNames: String { keys.map(\.name).joined(separator: " ") }
}

/// Which keys give which commands, as plain data.
///
/// The dispatcher, the help, the bottom line and the documentation all read the same value. A
/// command is a name; what it does is not known here.
///
/// ```
/// # a comment
/// bind judging u undo
/// bind judging . n note-previous   # two keys, one after the other
/// unbind judging Ctrl+K
/// ```
package struct Keymap: Hashable, Sendable {
  /// What pressed keys come to.
  package enum Match: Hashable, Sendable {
    /// The keys mean nothing.
    case none
    /// The keys begin a longer sequence.
    case prefix
    /// The keys are complete.
    case command(String)
  }

  /// Keys that an overlay takes away from the map below it.
  package struct Removal: Hashable, Sendable {
    /// The keys.
    package var keys: [Key]
    /// Where they are taken away.
    package var context: String

    /// Creates a removal.
    package init(keys: [Key], context: String) {
      self.keys = keys
      self.context = context
    }
  }

  /// What is bound, in the order of declaration, which is also that of help.
  package private(set) var bindings: [Binding]
  /// What is taken away from a map below.
  package private(set) var removals: [Removal]

  /// Creates a map; where keys are bound twice in one context, the last binding counts.
  package init(_ bindings: [Binding] = [], removals: [Removal] = []) {
    var places: [Removal: Int] = [:]
    self.bindings = []
    self.removals = removals
    for binding in bindings where !binding.keys.isEmpty {
      let slot = Removal(keys: binding.keys, context: binding.context)
      if let place = places[slot] {
        self.bindings[place] = binding
      } else {
        places[slot] = self.bindings.count
        self.bindings.append(binding)
      }
    }
  }

  /// Says what the keys pressed so far mean.
  ///
  /// The first context in which they mean anything decides, so the innermost comes first.
  package func command(for keys: [Key], in contexts: [String]) -> Match {
    guard !keys.isEmpty else { return .none }
    for context in contexts {
      var begins = false
      for binding in bindings where binding.context == context {
        if binding.keys == keys { return .command(binding.command) }
        begins = begins || binding.keys.count > keys.count && binding.keys.starts(with: keys)
      }
      if begins { return .prefix }
    }
    return .none
  }

  /// Returns all keys of a command in a context, the first declared first.
  package func keys(for command: String, in context: String) -> [[Key]] {
    bindings.filter { $0.command == command && $0.context == context }.map(\.keys)
  }

  /// Returns the bindings of a context.
  package func bindings(in context: String) -> [Binding] {
    bindings.filter { $0.context == context }
  }

  /// The contexts in the order of their first binding.
  package var contexts: [String] {
    var seen: Set<String> = []
    return bindings.map(\.context).filter { seen.insert($0).inserted }
  }

  /// Returns this map changed by another that knows better.
  ///
  /// The other's removals are taken out. So is what its bindings would make unreachable: keys that
  /// begin with its keys, or with which its keys begin, in the same context.
  package func overlaid(by other: Keymap) -> Keymap {
    let gone = Set(other.removals)
    var replaced: [Removal: Binding] = [:]
    for binding in other.bindings {
      replaced[Removal(keys: binding.keys, context: binding.context)] = binding
    }
    var used: Set<Removal> = []
    var result: [Binding] = []
    for binding in bindings {
      let slot = Removal(keys: binding.keys, context: binding.context)
      if let replacement = replaced[slot] {
        result.append(replacement)
        used.insert(slot)
      } else if !gone.contains(slot),
        !other.bindings.contains(where: { $0.shadows(binding) })
      {
        result.append(binding)
      }
    }
    for binding in other.bindings {
      let slot = Removal(keys: binding.keys, context: binding.context)
      if !used.contains(slot) { result.append(binding) }
    }
    return Keymap(result, removals: removals.filter { !used.contains($0) })
  }
}

extension Binding {
  /// Whether the two cannot both be reached in their context.
  func shadows(_ other: Binding) -> Bool {
    context == other.context && (keys.starts(with: other.keys) || other.keys.starts(with: keys))
  }
}
