package import Items

/// A piece of configuration with its place, whatever language it was written in.
package struct Setting: Sendable {
  /// What it is.
  package var node: Node
  /// Where it stands.
  package var place: Place

  package init(_ node: Node, at place: Place) {
    self.node = node
    self.place = place
  }

  /// A scalar, which stays the text that was written, a list or a map.
  package indirect enum Node: Sendable {
    case scalar(String)
    case list([Setting])
    case map([Entry])
  }

  /// One `key: value` of a map, in written order.
  package struct Entry: Sendable {
    package var key: String
    /// Where the key stands.
    package var place: Place
    package var value: Setting

    package init(key: String, place: Place, value: Setting) {
      self.key = key
      self.place = place
      self.value = value
    }
  }
}

extension Setting {
  /// The text, when this is a scalar.
  package var scalar: String? {
    if case .scalar(let text) = node { text } else { nil }
  }

  /// The elements, when this is a list.
  package var elements: [Setting]? {
    if case .list(let elements) = node { elements } else { nil }
  }

  /// The entries, when this is a map.
  package var entries: [Entry]? {
    if case .map(let entries) = node { entries } else { nil }
  }

  /// The value of a key, when this is a map that has it.
  package subscript(_ key: String) -> Setting? {
    entries?.first { $0.key.hasSameBytes(as: key) }?.value
  }

  /// What this is, as a word for messages.
  package var kindName: String {
    switch node {
    case .scalar(let text): text.isEmpty ? "nothing" : "\(Quoted(text))"
    case .list: "a list"
    case .map: "a map"
    }
  }
}

extension Setting {
  /// The settings that a JSON value spells; numbers and booleans become their text, null nothing.
  ///
  /// All of them stand at the same place, for a parsed JSON value has lost its own.
  package init(_ json: JSON, at place: Place) {
    self.place = place
    switch json {
    case .null, .bool, .number, .string: node = .scalar(json.shown)
    case .array(let elements): node = .list(elements.map { Setting($0, at: place) })
    case .object(let members):
      node = .map(
        members.map { Entry(key: $0.key, place: place, value: Setting($0.value, at: place)) })
    }
  }
}
