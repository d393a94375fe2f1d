/// In which order things are put before a person: settled by hashes, so that it is the same on
/// every device and nobody chooses it.
package enum Presentation {
  /// The order in which the candidates of an item are shown to a person.
  ///
  /// Sorted by `SHA-256("gloss-sides\0" ‖ project ‖ item ‖ person ‖ field)`, so that it depends on
  /// the fields' names alone and not on the order in which a project lists them.
  package static func order(
    of fields: [String], project: ProjectID, item: ItemID, person: PersonID
  ) -> [String] {
    let seed = Array("gloss-sides\0".utf8) + project.bytes + item.bytes + person.bytes
    let keyed = fields.map { field in
      var bytes = seed
      LengthPrefixed.append(field, to: &bytes)
      return (field: field, key: bytes.withUnsafeBytes { Hash.sha256(bytes: $0) })
    }
    return keyed.sorted { $0.key < $1.key }.map(\.field)
  }

  /// The number by which items are sorted for a person when the project's order is `shuffled`:
  /// the first 8 bytes, big-endian, of `SHA-256("gloss-shuffle\0" ‖ project ‖ person ‖ item)`.
  package static func shuffleKey(project: ProjectID, person: PersonID, item: ItemID) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64)
    bytes.append(contentsOf: "gloss-shuffle\0".utf8)
    bytes += project.bytes
    bytes += person.bytes
    bytes += item.bytes
    return bytes.withUnsafeBytes { Hash.sha256(bytes: $0) }.words[0]
  }
}
