/// An item as it is hashed and stored: canonical JSON bytes, never parsed into a tree.
package struct CanonicalItem: Hashable, Sendable {
  /// Its name in the world outside.
  package var externalID: String
  /// The canonical JSON object of its fields without the hidden ones.
  package var content: [UInt8]
  /// The canonical JSON object of its hidden fields, or nil when it has none.
  package var hidden: [UInt8]?

  package init(externalID: String, content: [UInt8], hidden: [UInt8]? = nil) {
    self.externalID = externalID
    self.content = content
    self.hidden = hidden
  }

  /// The canonical form of an item.
  package init(_ item: Item) {
    self.init(
      externalID: item.externalID, content: item.content.canonicalBytes,
      hidden: item.hidden?.canonicalBytes)
  }

  /// Takes an item from the members of an object, as a project shapes it.
  ///
  /// - Throws: a problem without a place when the id is missing or is none.
  package init(members: [JSONMember], shape: ItemShape) throws(Problem) {
    let isHidden = { (member: JSONMember) in
      shape.hide.contains { $0.hasSameBytes(as: member.key) }
    }
    let content = JSON.object(members.filter { !isHidden($0) }).canonicalBytes
    let hidden =
      members.contains(where: isHidden)
      ? JSON.object(members.filter(isHidden)).canonicalBytes : nil
    guard let field = shape.idField else {
      self.init(
        externalID: Item.contentID(canonical: content), content: content, hidden: hidden)
      return
    }
    guard let value = JSON.object(members)[field] else {
      throw ExternalID.missing(field, among: members.map(\.key))
    }
    let externalID: String
    switch value {
    case .string(let text): externalID = try ExternalID.checked(text, field: field)
    case .number(let text) where ExternalID.isInteger(text.utf8):
      externalID = try ExternalID.checked(text, field: field)
    default: throw ExternalID.notAnID(value.kindName, field: field)
    }
    self.init(externalID: externalID, content: content, hidden: hidden)
  }
}

extension Item {
  /// Reads the trees of a canonical item.
  ///
  /// - Throws: a problem when the bytes are no JSON objects, which no reader produces.
  package init(dataset: String = "", _ item: CanonicalItem) throws(Problem) {
    let content = try JSON(parsing: item.content, file: item.externalID)
    var hidden: JSON?
    if let bytes = item.hidden { hidden = try JSON(parsing: bytes, file: item.externalID) }
    self.init(dataset: dataset, externalID: item.externalID, content: content, hidden: hidden)
  }
}
