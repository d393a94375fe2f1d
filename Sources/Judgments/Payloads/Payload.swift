/// What an operation says, by its kind.
package enum Payload: Hashable, Sendable {
  case genesis(Genesis)
  case chainOpen(ChainOpen)
  case chainClose(ChainClose)
  case roster(RosterEntry)
  case deviceGrant(DeviceGrant)
  case deviceRevoke(DeviceRevoke)
  case admission(Admission)
  case handbook(HandbookPublication)
  case schema(SchemaPublication)
  case policy(Policy)
  case itemBatch(ItemBatch)
  case itemPut(ItemPut)
  case itemRetire(ItemRetire)
  case judgment(Judgment)
  case importedJudgment(ImportedJudgment)
  case adjudication(Adjudication)
  case assignment(Assignment)
  case ask(Remark)
  case note(Remark)
  /// A set element that names in its bases what it removes.
  case removal
  case acknowledgement(GuideAcknowledgement)
  case receipt(Receipt)
  /// A kind or schema version that this program stores and relays without reading it.
  case unknown(CBOR)

  /// The payload's map.
  package var map: CBOR {
    switch self {
    case .genesis(let value): value.map
    case .chainOpen(let value): value.map
    case .chainClose(let value): value.map
    case .roster(let value): value.map
    case .deviceGrant(let value): value.map
    case .deviceRevoke(let value): value.map
    case .admission(let value): value.map
    case .handbook(let value): value.map
    case .schema(let value): value.map
    case .policy(let value): value.map
    case .itemBatch(let value): value.map
    case .itemPut(let value): value.map
    case .itemRetire(let value): value.map
    case .judgment(let value): value.map
    case .importedJudgment(let value): value.map
    case .adjudication(let value): value.map
    case .assignment(let value): value.map
    case .ask(let value), .note(let value): value.map
    case .removal: .map([])
    case .acknowledgement(let value): value.map
    case .receipt(let value): value.map
    case .unknown(let map): map
    }
  }

  /// Reads the map of an operation of a kind and schema version.
  package init(
    kind: OperationKind, schemaVersion: UInt64 = 1, map: CBOR
  ) throws(PayloadFault) {
    guard schemaVersion == 1 else {
      self = .unknown(map)
      return
    }
    switch kind {
    case .projectGenesis: self = .genesis(try Genesis(map: map))
    case .chainOpen: self = .chainOpen(try ChainOpen(map: map))
    case .chainClose: self = .chainClose(try ChainClose(map: map))
    case .rosterSet: self = .roster(try RosterEntry(map: map))
    case .deviceGrant: self = .deviceGrant(try DeviceGrant(map: map))
    case .deviceRevoke: self = .deviceRevoke(try DeviceRevoke(map: map))
    case .operationAdmit: self = .admission(try Admission(map: map))
    case .guidelinePublish: self = .handbook(try HandbookPublication(map: map))
    case .schemaPublish: self = .schema(try SchemaPublication(map: map))
    case .policySet: self = .policy(try Policy(map: map))
    case .itemBatch: self = .itemBatch(try ItemBatch(map: map))
    case .itemPut: self = .itemPut(try ItemPut(map: map))
    case .itemRetire: self = .itemRetire(try ItemRetire(map: map))
    case .judgePut: self = .judgment(try Judgment(map: map))
    case .judgeImport: self = .importedJudgment(try ImportedJudgment(map: map))
    case .adjudicationPut: self = .adjudication(try Adjudication(map: map))
    case .assignAdd: self = .assignment(try Assignment(map: map))
    case .assignCancel:
      guard map == .map([]) else { throw PayloadFault(key: 0, reason: "stands in a removal") }
      self = .removal
    case .askAdd: self = map == .map([]) ? .removal : .ask(try Remark(map: map))
    case .noteAdd: self = map == .map([]) ? .removal : .note(try Remark(map: map))
    case .guideAcknowledge: self = .acknowledgement(try GuideAcknowledgement(map: map))
    case .receipt: self = .receipt(try Receipt(map: map))
    default: self = .unknown(map)
    }
  }
}
