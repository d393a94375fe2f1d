import Items
import Judgments

/// An operation's payload as this version reads it, and what is wrong with it in itself.
struct Reading {
  /// Nil when the payload is not here or has not the form of its kind.
  var payload: Payload?
  /// The map as it was written.
  var map: CBOR?
  /// A fault that no grant can mend.
  var fault: OperationStatus?

  /// `isTrusted` says that this program has just written the payload.
  init(of posted: Posted, map: CBOR?, after previousTime: UInt64, isTrusted: Bool = false) {
    self.map = map
    if posted.kind == .itemBatch {
      readBatch(posted, after: previousTime, isTrusted: isTrusted)
      return
    }
    guard let map else {
      // An erased payload hides the operation as one that has not come yet.
      fault = .pending
      return
    }
    do {
      // A higher version keeps the keys that this one knows, so that its place can be found.
      payload = try Payload(kind: posted.kind, schemaVersion: 1, map: map)
    } catch {
      fault = .invalidPayload
      return
    }
    if let payload, let expected = Self.cell(payload, by: posted.chain.person),
      expected != posted.cell
    {
      fault = .invalidCell
    } else if posted.hlc <= previousTime {
      fault = .badClockOrder
    }
  }

  /// A batch is read entry by entry where its items are entered, so here only its form counts.
  private mutating func readBatch(
    _ posted: Posted, after previousTime: UInt64, isTrusted: Bool
  ) {
    guard let bytes = posted.payloadBytes else {
      fault = .pending
      return
    }
    guard isTrusted || BatchEntries.isWellFormed(bytes) else {
      fault = .invalidPayload
      return
    }
    payload = .itemBatch(ItemBatch(dataset: "", entries: []))
    if posted.hlc <= previousTime { fault = .badClockOrder }
  }

  /// The cell that a payload gives; nil for kinds that have none or that are not known.
  private static func cell(_ payload: Payload, by person: PersonID) -> CellID? {
    switch payload {
    case .judgment(let judgment):
      Cell.judgment(item: judgment.item, person: person, layer: judgment.layer)
    case .adjudication(let decision):
      Cell.adjudication(item: decision.item, layer: decision.layer)
    case .handbook: Cell.handbook
    case .schema: Cell.schema
    case .policy(let policy): Cell.policy(policy.name)
    case .itemRetire(let retirement): Cell.item(retirement.item)
    // The cell of item.put needs the project; Ledger checks it.
    default: nil
    }
  }
}

extension Ledger {
  /// What authority says; without a revocation it says the same of all operations of a kind.
  private func authorityStatus(of posted: Posted) -> OperationStatus {
    let chain = posted.chain
    if let known = chain.statuses[posted.kind] { return known }
    let status = authority.status(
      of: posted.reference, kind: posted.kind, scope: chain.scope, person: chain.person,
      deviceKey: chain.deviceKey)
    if chain.basis?.revoked == false { chain.statuses[posted.kind] = status }
    return status
  }

  /// Whether an operation counts: what it is in itself, then who wrote it where.
  func status(of posted: Posted, _ read: Reading) -> OperationStatus {
    let status = authorityStatus(of: posted)
    if status != .ok { return status }
    if let fault = read.fault { return fault }
    if case .itemPut(let put)? = read.payload {
      let item = Item.identity(
        project: project, dataset: put.dataset, externalID: put.externalID)
      if Cell.item(item) != posted.cell { return .invalidCell }
    }
    return .ok
  }
}
