/// One thing to judge.
package struct Item: Hashable, Sendable {
  /// The name of the dataset it belongs to; empty for the default one.
  package var dataset: String
  /// Its name in the world outside.
  package var externalID: String
  /// Its fields without the hidden ones; always an object.
  package var content: JSON
  /// Its hidden fields as an object, or nil when it has none or they are not here.
  package var hidden: JSON?

  package init(dataset: String = "", externalID: String, content: JSON, hidden: JSON? = nil) {
    self.dataset = dataset
    self.externalID = externalID
    self.content = content
    self.hidden = hidden
  }

  /// A field as people read it, or nil when the item has no such field.
  package func text(_ field: String) -> String? { content[field]?.shown }

  // Written out because `==` of String also accepts equivalent spellings, whose hashes differ.
  package static func == (left: Item, right: Item) -> Bool {
    left.dataset.hasSameBytes(as: right.dataset)
      && left.externalID.hasSameBytes(as: right.externalID)
      && left.content == right.content && left.hidden == right.hidden
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(externalID)
  }
}

extension Item {
  /// The item's identifier in a project:
  /// `SHA-256("gloss-item\0" ‖ project ‖ dataset ‖ external id)[16]`, where the two texts stand
  /// behind their lengths as 32-bit big-endian numbers.
  package static func identity(
    project: ProjectID, dataset: String, externalID: String
  ) -> ItemID {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(40 + dataset.utf8.count + externalID.utf8.count)
    bytes.append(contentsOf: "gloss-item\0".utf8)
    bytes.append(contentsOf: project.bytes)
    LengthPrefixed.append(dataset, to: &bytes)
    LengthPrefixed.append(externalID, to: &bytes)
    return bytes.withUnsafeBytes { ItemID(firstBytesOf: .sha256(bytes: $0)) }
  }

  /// The default external id: the lower-case hexadecimal SHA-256 of the content's canonical JSON.
  ///
  /// Hidden fields are left out, else the id of an item with few possible hidden values would
  /// tell them to whoever tries.
  package static func contentID(_ content: JSON) -> String {
    contentID(canonical: content.canonicalBytes)
  }

  /// The default external id of content that is canonical JSON already.
  package static func contentID(canonical bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { Hash.sha256(bytes: $0).hex }
  }
}
