package import Items

/// What a register is about, as sixteen bytes that every store computes alike.
package enum Cell {
  /// The cell of a family (a register's kind number), item, person and layer.
  package static func identity(
    family: OperationKind, item: ItemID = .zero, person: PersonID = .zero, layer: UInt32 = 0
  ) -> CellID {
    let number = family.number
    // In one piece, because every judgment of a merge passes here.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(tag.count + 38)
    bytes += tag
    bytes.append(UInt8(number >> 8))
    bytes.append(UInt8(number & 0xFF))
    item.withBytes { bytes += $0 }
    person.withBytes { bytes += $0 }
    for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: layer >> UInt32(shift))) }
    return CellID(firstBytesOf: bytes.withUnsafeBytes { Hash.sha256(bytes: $0) })
  }

  /// The cell of one person's judgment of an item.
  package static func judgment(item: ItemID, person: PersonID, layer: UInt32 = 0) -> CellID {
    identity(family: .judgePut, item: item, person: person, layer: layer)
  }

  /// The cell of the decision on an item.
  package static func adjudication(item: ItemID, layer: UInt32 = 0) -> CellID {
    identity(family: .adjudicationPut, item: item, layer: layer)
  }

  /// The cell of an item's own versions, its retirement among them.
  package static func item(_ item: ItemID) -> CellID { identity(family: .itemPut, item: item) }

  /// The one cell of the project's handbook.
  package static let handbook = identity(family: .guidelinePublish)

  /// The one cell of the project's questions.
  package static let schema = identity(family: .schemaPublish)

  /// The cell of a named policy: its layer is the first four bytes of the name's hash.
  package static func policy(_ name: String) -> CellID {
    let bytes = Hash.sha256(Array(name.utf8)).bytes
    let layer = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return identity(family: .policySet, layer: layer)
  }

  private static let tag = Array("gloss-cell\0".utf8)
}

extension ChainID {
  /// The id of a chain: the hash of its first envelope with the chain field zeroed.
  package static func opened(by first: Envelope) -> ChainID {
    var zeroed = first
    zeroed.chain = .zero
    let hash = Hash.sha256(Array("gloss-chain\0".utf8), zeroed.encoded)
    return ChainID(firstBytesOf: hash)
  }
}

extension ProjectID {
  /// The id of a project: the first half of its genesis operation's hash.
  package static func founded(by genesis: Hash) -> ProjectID {
    ProjectID(firstBytesOf: genesis)
  }
}
