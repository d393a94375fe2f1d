import Items
import Judgments

/// An operation's payload as this version reads it, and what is wrong with it in itself.
struct Reading {
  /// Nil when the payload is not here or has not the form of its kind.
  var payload: Payload?
  /// What the fold needs of a judgment, whose payload is then not read further.
  var judgment: JudgmentOutline?
  /// A fault that no grant can mend.
  var fault: OperationStatus?

  /// `isTrusted` says that this program has just written the payload; `outline` is the judgment's
  /// where it was read already.
  init(
    of posted: Posted, outline: JudgmentOutline? = nil, after previousTime: UInt64,
    isTrusted: Bool = false
  ) {
    guard let bytes = posted.payloadBytes else {
      // An erased payload hides the operation as one that has not come yet.
      fault = .pending
      return
    }
    if posted.kind == .judgePut {
      judgment = outline ?? JudgmentOutline(kind: posted.kind, payload: bytes)
      guard let judgment else {
        fault = Operation.map(ofPayload: bytes) == nil ? .pending : .invalidPayload
        return
      }
      let cell = Cell.judgment(
        item: judgment.item, person: posted.chain.person, layer: judgment.layer)
      if cell != posted.cell {
        fault = .invalidCell
      } else if posted.hlc <= previousTime {
        fault = .badClockOrder
      }
      return
    }
    if posted.kind == .itemBatch {
      readBatch(bytes, posted, after: previousTime, isTrusted: isTrusted)
      return
    }
    guard let map = Operation.map(ofPayload: bytes) else {
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
    if let payload, let expected = Self.cell(payload), expected != posted.cell {
      fault = .invalidCell
    } else if posted.hlc <= previousTime {
      fault = .badClockOrder
    }
  }

  /// A batch is read entry by entry where its items are entered, so here only its form counts.
  private mutating func readBatch(
    _ bytes: [UInt8], _ posted: Posted, after previousTime: UInt64, isTrusted: Bool
  ) {
    guard isTrusted || BatchEntries.isWellFormed(bytes) else {
      fault = .invalidPayload
      return
    }
    payload = .itemBatch(ItemBatch(dataset: "", entries: []))
    if posted.hlc <= previousTime { fault = .badClockOrder }
  }

  /// The cell that a payload gives; nil for kinds that have none or that are not known.
  private static func cell(_ payload: Payload) -> CellID? {
    switch payload {
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
