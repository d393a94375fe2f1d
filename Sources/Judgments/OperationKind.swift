/// How operations of a kind behave when stores merge.
package enum OperationClass: UInt16, Sendable {
  /// Entries that only ever add up.
  case log = 0
  /// Versions of a cell: what no other version names as its base is current.
  case register = 1
  /// Elements, removed by naming them.
  case set = 2
  /// Who may do what; written only by the root and by leads.
  case authority = 3
  /// Never sent.
  case experimental = 14
  /// Never sent.
  case local = 15
}

/// What an operation does: a class and a number within it.
package struct OperationKind: RawRepresentable, Hashable, Sendable {
  package var rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  private init(_ operationClass: OperationClass, _ number: UInt16) {
    rawValue = operationClass.rawValue << 12 | number
  }

  /// The class, or nil for a class that this version does not know.
  package var operationClass: OperationClass? { OperationClass(rawValue: rawValue >> 12) }

  /// The number within the class.
  package var number: UInt16 { rawValue & 0x0FFF }

  package static let chainOpen = OperationKind(.log, 1)
  package static let chainClose = OperationKind(.log, 2)
  package static let goldCommit = OperationKind(.log, 3)
  package static let goldReveal = OperationKind(.log, 4)
  package static let guideAcknowledge = OperationKind(.log, 5)
  package static let receipt = OperationKind(.log, 6)
  package static let itemBatch = OperationKind(.log, 7)
  package static let judgeImport = OperationKind(.log, 8)

  package static let guidelinePublish = OperationKind(.register, 1)
  package static let schemaPublish = OperationKind(.register, 2)
  package static let policySet = OperationKind(.register, 3)
  package static let itemPut = OperationKind(.register, 4)
  package static let itemRetire = OperationKind(.register, 5)
  package static let goldPut = OperationKind(.register, 6)
  package static let judgePut = OperationKind(.register, 7)
  package static let adjudicationPut = OperationKind(.register, 8)

  package static let assignAdd = OperationKind(.set, 1)
  package static let assignCancel = OperationKind(.set, 2)
  package static let askAdd = OperationKind(.set, 3)
  package static let noteAdd = OperationKind(.set, 4)

  package static let projectGenesis = OperationKind(.authority, 1)
  package static let rosterSet = OperationKind(.authority, 2)
  package static let deviceGrant = OperationKind(.authority, 3)
  package static let deviceRevoke = OperationKind(.authority, 4)
  package static let operationAdmit = OperationKind(.authority, 5)
  package static let eraseGrant = OperationKind(.authority, 6)

  private static let names: [OperationKind: String] = [
    .chainOpen: "chain.open", .chainClose: "chain.close", .goldCommit: "gold.commit",
    .goldReveal: "gold.reveal", .guideAcknowledge: "guide.ack", .receipt: "receipt",
    .itemBatch: "item.batch", .judgeImport: "judge.import",
    .guidelinePublish: "guideline.publish", .schemaPublish: "schema.publish",
    .policySet: "policy.set", .itemPut: "item.put", .itemRetire: "item.retire",
    .goldPut: "gold.put", .judgePut: "judge.put", .adjudicationPut: "adjud.put",
    .assignAdd: "assign.add", .assignCancel: "assign.cancel", .askAdd: "ask.add",
    .noteAdd: "note.add", .projectGenesis: "project.genesis", .rosterSet: "roster.set",
    .deviceGrant: "device.grant", .deviceRevoke: "device.revoke", .operationAdmit: "op.admit",
    .eraseGrant: "erase.grant",
  ]

  /// The kinds that have a name and no form yet; see `Documentation/operations.md`.
  private static let unformed: Set<OperationKind> = [
    .goldCommit, .goldReveal, .goldPut, .eraseGrant,
  ]

  /// Whether this version can read the kind's payload.
  package var isKnown: Bool { Self.names[self] != nil && !Self.unformed.contains(self) }

  /// Every kind that has a name, in the order of class and number.
  package static let named = names.keys.sorted { $0.rawValue < $1.rawValue }

  /// The kind's name in documents and dumps, such as `judge.put`.
  package var name: String { Self.names[self] ?? "kind \(rawValue)" }
}
