package import Items
package import Judgments

/// A published version of the questions or of the handbook.
package struct Publication: Hashable, Sendable {
  package var label: String
  /// The name of its content.
  package var blob: Hash
  /// The content; empty when it is not here yet.
  package var bytes: [UInt8]
  /// Milliseconds since 1970.
  package var at: UInt64
  package var by: PersonID
  /// What a lead wrote of the changes; empty for questions.
  package var changes: String
  /// Rules changed in meaning (handbook) or questions to be judged again (questions).
  package var affected: [String]
  /// Whether it is the version in force.
  package var isCurrent: Bool
}

/// New questions for a project.
package struct SchemaPublishing: Sendable {
  package var label: String
  package var publicForm: [UInt8]
  package var renamed: [SchemaPublication.Renaming]
  package var judgeAgain: [String]

  package init(
    label: String, publicForm: [UInt8], renamed: [SchemaPublication.Renaming] = [],
    judgeAgain: [String] = []
  ) {
    self.label = label
    self.publicForm = publicForm
    self.renamed = renamed
    self.judgeAgain = judgeAgain
  }
}

/// A new handbook for a project.
package struct HandbookPublishing: Sendable {
  package var label: String
  /// Markdown.
  package var text: [UInt8]
  package var changes: String
  package var changedInMeaning: [String]

  package init(
    label: String, text: [UInt8], changes: String = "", changedInMeaning: [String] = []
  ) {
    self.label = label
    self.text = text
    self.changes = changes
    self.changedInMeaning = changedInMeaning
  }
}

extension Store {
  /// The project's name.
  package var projectName: String {
    for record in ledger.authorityRecords {
      if case .genesis(let genesis) = record.payload { return genesis.name }
    }
    return ""
  }

  /// The questions in force; nil only in a store that has not received them.
  package func schema() throws -> Publication? {
    try history(.schemaPublish).first { $0.isCurrent }
  }

  /// The handbook in force.
  package func handbook() throws -> Publication? {
    try history(.guidelinePublish).first { $0.isCurrent }
  }

  /// Every version of the questions, oldest first.
  package func schemas() throws -> [Publication] { try history(.schemaPublish) }

  /// Every version of the handbook, oldest first.
  package func handbooks() throws -> [Publication] { try history(.guidelinePublish) }

  /// The newest handbook that I acknowledged, by the time of acknowledgement.
  package func acknowledgedHandbook() throws -> Publication? {
    let acknowledged = try db.all(
      """
      SELECT e.cid, e.seq, e.hash FROM entry e JOIN op o
        ON o.cid = e.cid AND o.seq = e.seq AND o.hash = e.hash
      WHERE e.kind = ? AND e.ino = 0 AND e.pno = ? ORDER BY o.hlc DESC, e.hash LIMIT 1
      """, .integer(Int(OperationKind.guideAcknowledge.rawValue)),
      .integer(try ledger.number(of: ledger.me))
    ) { Head(cid: $0.integer(0), seq: $0.unsigned(1), hash: Hash(bytes: $0.bytes(2)) ?? .zero) }
    guard let newest = acknowledged.first, let map = try ledger.stored(newest)?.map,
      let acknowledgement = try? GuideAcknowledgement(map: map)
    else { return nil }
    return try handbooks().last { $0.blob == acknowledgement.handbook }
  }

  /// Records that I have read a handbook.
  package func acknowledge(handbook: Hash) throws {
    try write {
      _ = try append(
        .guideAcknowledge, .acknowledgement(GuideAcknowledgement(handbook: handbook)),
        to: .scope(.from(ledger.me)))
    }
  }

  /// Puts new questions in force; a lead's act.
  package func publish(schema: SchemaPublishing) throws {
    try requireLead("publish questions")
    try write { try putSchema(schema) }
  }

  /// Puts a new handbook in force; a lead's act.
  package func publish(handbook: HandbookPublishing) throws {
    try requireLead("publish a handbook")
    try write { try putHandbook(handbook) }
  }

  /// Sets a named policy, for everybody (`pub`) or for leads alone (`vault`); a lead's act.
  package func publish(policy name: String, value: String, forLeadsOnly: Bool) throws {
    try requireLead("set a policy")
    try write { try putPolicy(name, value: value, scope: forLeadsOnly ? .vault : .pub) }
  }

  /// The value of a named policy that this store holds; the smallest hash where two differ.
  package func policy(_ name: String) throws -> String? {
    guard let head = try ledger.heads(of: .policy(name)).first,
      let map = try ledger.stored(head)?.map, let policy = try? Policy(map: map)
    else { return nil }
    return policy.value
  }

  func requireLead(_ what: String) throws {
    guard ledger.roles.contains(.lead) else {
      throw StoreFault.notAllowed(
        "Only a lead may \(what), and \(me.handle) is not one in this project. Nothing was "
          + "changed. Ask a lead to do it.")
    }
  }

  func putSchema(_ schema: SchemaPublishing) throws {
    let blob = try ledger.putBlob(schema.publicForm)
    _ = try append(
      .schemaPublish,
      .schema(
        SchemaPublication(
          label: schema.label, blob: blob, renamed: schema.renamed,
          judgeAgain: schema.judgeAgain)),
      to: .scope(.pub), cell: Cell.schema,
      bases: try ledger.heads(of: RegisterCell(family: .schemaPublish)).map(\.hash))
  }

  func putHandbook(_ handbook: HandbookPublishing) throws {
    let blob = try ledger.putBlob(handbook.text)
    _ = try append(
      .guidelinePublish,
      .handbook(
        HandbookPublication(
          label: handbook.label, blob: blob, changes: handbook.changes,
          changedInMeaning: handbook.changedInMeaning)),
      to: .scope(.pub), cell: Cell.handbook,
      bases: try ledger.heads(of: RegisterCell(family: .guidelinePublish)).map(\.hash))
  }

  func putPolicy(_ name: String, value: String, scope: Scope) throws {
    _ = try append(
      .policySet, .policy(Policy(name: name, value: value)), to: .scope(scope),
      cell: Cell.policy(name), bases: try ledger.heads(of: .policy(name)).map(\.hash))
  }

  private func history(_ kind: OperationKind) throws -> [Publication] {
    let cell = RegisterCell(family: kind)
    // Where two versions are in force at once, the one with the smallest hash is followed.
    let current = try ledger.heads(of: cell).first?.hash
    let versions = try db.all(
      """
      SELECT c.cid, c.seq, c.hash FROM cellop c JOIN op o
        ON o.cid = c.cid AND o.seq = c.seq AND o.hash = c.hash
      WHERE c.fam = ? AND c.ino = 0 AND c.layer = 0 AND c.pno = 0 ORDER BY o.hlc, c.hash
      """, cell.familyValue
    ) { Head(cid: $0.integer(0), seq: $0.unsigned(1), hash: Hash(bytes: $0.bytes(2)) ?? .zero) }
    return try versions.compactMap { version in
      guard let stored = try ledger.stored(version), let map = stored.map else { return nil }
      let read: (label: String, blob: Hash, changes: String, affected: [String])
      if kind == .schemaPublish {
        guard let schema = try? SchemaPublication(map: map) else { return nil }
        read = (schema.label, schema.blob, "", schema.judgeAgain)
      } else {
        guard let handbook = try? HandbookPublication(map: map) else { return nil }
        read = (handbook.label, handbook.blob, handbook.changes, handbook.changedInMeaning)
      }
      return Publication(
        label: read.label, blob: read.blob, bytes: try ledger.blob(read.blob) ?? [],
        at: HybridClock.milliseconds(stored.posted.hlc), by: stored.posted.chain.person,
        changes: read.changes, affected: read.affected, isCurrent: version.hash == current)
    }
  }
}
