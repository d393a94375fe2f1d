/// What a reader must know of a project to take items from a record.
package struct ItemShape: Hashable, Sendable {
  /// The field that holds the item's id; nil makes the id from the content.
  package var idField: String?
  /// The fields that no annotator may see.
  package var hide: [String]

  package init(idField: String? = nil, hide: [String] = []) {
    self.idField = idField
    self.hide = hide
  }
}
