/// What became of one rule between two versions of a handbook.
package struct RuleChange: Hashable, Sendable {
  /// How the rule differs.
  package enum Kind: Hashable, Sendable {
    case added
    case removed
    /// The id is the same, the wording (title, text or examples) is another.
    case changed
    /// The wording is the same under a new id.
    case renamed(from: String)
    /// Only the rule's level or its place among the others is another.
    case moved
  }

  /// The rule's id now; of a removed rule the last one.
  package let id: String
  package let title: String
  package let kind: Kind
  /// The wording before, `nil` for an added rule.
  package let old: String?
  /// The wording now, `nil` for a removed rule.
  package let new: String?
  /// The title before, where it is not the same.
  package let oldTitle: String?

  package init(
    id: String, title: String, kind: Kind, old: String?, new: String?, oldTitle: String? = nil
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.old = old
    self.new = new
    self.oldTitle = oldTitle
  }
}
