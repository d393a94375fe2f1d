package import Guidelines
package import Items
package import Project
package import Terminal

/// What a session is about; it never changes while the session lasts.
package struct Workplace: Sendable {
  package var projectID: ProjectID
  package var project: ProjectDefinition
  package var handbook: Handbook?
  /// The handbook's label, such as `v4`.
  package var handbookLabel: String
  package var handbookHash: Hash?
  /// The labels of earlier handbooks, for versions that were judged under them.
  package var handbookLabels: [Hash: String]
  package var schemaHash: Hash?
  package var person: PersonID
  package var handle: String
  package var keymap: Keymap
  /// Milliseconds after an item's first showing during which decisions are refused.
  package var guardMilliseconds: UInt64
  /// What was remembered of earlier sessions.
  package var preferences: [String: String]

  package init(
    projectID: ProjectID, project: ProjectDefinition, handbook: Handbook?, handbookLabel: String,
    handbookHash: Hash?, schemaHash: Hash?, person: PersonID, handle: String, keymap: Keymap,
    guardMilliseconds: UInt64 = 150, preferences: [String: String] = [:],
    handbookLabels: [Hash: String] = [:]
  ) {
    self.projectID = projectID
    self.project = project
    self.handbook = handbook
    self.handbookLabel = handbookLabel
    self.handbookHash = handbookHash
    self.schemaHash = schemaHash
    self.person = person
    self.handle = handle
    self.keymap = keymap
    self.guardMilliseconds = guardMilliseconds
    self.preferences = preferences
    self.handbookLabels = handbookLabels
  }
}
