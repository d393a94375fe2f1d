/// What one key of a configuration file means: the reader refuses what is not declared, and the
/// documentation is written from the same declaration.
package struct SettingDeclaration: Sendable {
  /// The key.
  package var name: String
  /// What stands behind it, in words: `text`, `whole number`, `list of labels`.
  package var type: String
  /// What it does, as one or more sentences.
  package var summary: String
  /// Whether leaving it out is a mistake.
  package var required: Bool
  /// What applies when it is left out, as people read it.
  package var fallback: String?
  /// The only words it may be, when there are few.
  package var words: [String]
  /// The keys of the map, or of the maps in the list, that stands behind it.
  package var parts: [SettingDeclaration]

  package init(
    _ name: String, _ type: String, _ summary: String, required: Bool = false,
    fallback: String? = nil, words: [String] = [], parts: [SettingDeclaration] = []
  ) {
    self.name = name
    self.type = type
    self.summary = summary
    self.required = required
    self.fallback = fallback
    self.words = words
    self.parts = parts
  }
}
