/// One thing that can be chosen.
package struct Option: Hashable, Sendable {
  /// What is stored.
  package var id: String
  /// What people read.
  package var title: String
  /// The key that chooses it; nil when it is reached through the list.
  package var key: Character?
  /// The handbook's rule about it.
  package var rule: String?

  package init(id: String, title: String, key: Character? = nil, rule: String? = nil) {
    self.id = id
    self.title = title
    self.key = key
    self.rule = rule
  }
}

/// An option as it stands in a form.
package struct OptionState: Hashable, Sendable {
  package var option: Option
  package var chosen: Bool

  package init(option: Option, chosen: Bool) {
    self.option = option
    self.chosen = chosen
  }
}
