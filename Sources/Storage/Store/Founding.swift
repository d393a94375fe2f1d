/// What a project begins with.
package struct Founding: Sendable {
  package var projectName: String
  package var schemaLabel: String
  /// The project's public form, as canonical JSON.
  package var publicForm: [UInt8]
  package var handbookLabel: String
  /// The handbook's Markdown; nil for a project without one.
  package var handbook: [UInt8]?
  /// What only leads may know, as canonical JSON; nil when there is none.
  package var leadPolicy: [UInt8]?

  package init(
    projectName: String, schemaLabel: String, publicForm: [UInt8], handbookLabel: String = "v1",
    handbook: [UInt8]? = nil, leadPolicy: [UInt8]? = nil
  ) {
    self.projectName = projectName
    self.schemaLabel = schemaLabel
    self.publicForm = publicForm
    self.handbookLabel = handbookLabel
    self.handbook = handbook
    self.leadPolicy = leadPolicy
  }
}
