import Items
import Judgments
import Questions

/// One operation of each kind that has a form, in the chains where such operations stand.
///
/// Keys, salts and times are fixed, so the same bytes come out wherever this runs.
struct OperationExamples {
  /// The operations in the order in which the chains were written.
  private(set) var operations: [Operation] = []

  private struct Chain {
    var id: ChainID = .zero
    var tip: OperationReference?
  }

  private let rootKey: [UInt8]
  private let deviceKey: [UInt8]
  private let sealingKey: [UInt8]
  private let lead = PersonID(firstBytesOf: .sha256([1]))
  private let ada = PersonID(firstBytesOf: .sha256([2]))
  private let handbook = Hash.sha256(Array("# Handbook\n".utf8))
  private let schema = Hash.sha256(Array("{}".utf8))
  private var project = ProjectID.zero
  private var time: UInt64 = 1_767_604_211_000 << 16

  init?() {
    guard let root = DeviceKey(secret: Array(repeating: 1, count: 32)),
      let device = DeviceKey(secret: Array(repeating: 2, count: 32))
    else { return nil }
    (rootKey, deviceKey) = (root.publicKey, device.publicKey)
    sealingKey = device.sealingKey
    writeAuthority()
    writePublic()
    let judged = writeWork()
    writeAssignments()
    writeReview(judged)
    // The list is by kind, as the tables are.
    operations.sort { $0.envelope.kind.rawValue < $1.envelope.kind.rawValue }
  }

  private var item: ItemID {
    Item.identity(project: project, dataset: "", externalID: "q-0417")
  }

  private mutating func writeAuthority() {
    var root = Chain()
    let genesis = add(
      .projectGenesis,
      .genesis(
        Genesis(
          rootKey: rootKey, name: "helpful-replies", createdMilliseconds: 1_767_604_211_000)),
      to: &root)
    project = ProjectID.founded(by: genesis.hash)
    add(
      .rosterSet,
      .roster(RosterEntry(person: ada, handle: "ada", roles: [.annotator, .reviewer])), to: &root)
    add(
      .deviceGrant,
      .deviceGrant(
        DeviceGrant(
          person: ada, deviceKey: deviceKey, label: "ada's laptop", sealingKey: sealingKey)),
      to: &root)
    let seen = OperationReference(
      chain: ChainID(firstBytesOf: .sha256([3])), seq: 812, hash: .sha256([4]))
    let late = OperationReference(chain: seen.chain, seq: 814, hash: .sha256([5]))
    add(
      .deviceRevoke,
      .deviceRevoke(
        DeviceRevoke(
          device: DeviceID(ofKey: Array(repeating: 3, count: 32)), reason: .stolen, cut: [seen])),
      to: &root)
    add(.operationAdmit, .admission(Admission(admitted: [late])), to: &root)
  }

  private mutating func writePublic() {
    var chain = open(.pub, by: lead, shown: true)
    add(
      .guidelinePublish,
      .handbook(
        HandbookPublication(
          label: "v2", blob: handbook, changes: "Ties are rarer.", changedInMeaning: ["overall"])),
      to: &chain, cell: Cell.handbook)
    add(
      .schemaPublish,
      .schema(
        SchemaPublication(
          label: "v2", blob: schema, renamed: [.init(old: "pick", new: "better")],
          judgeAgain: ["better"])),
      to: &chain, cell: Cell.schema)
    add(
      .policySet, .policy(Policy(name: "overlap", value: #"{"share":1.0}"#)), to: &chain,
      cell: Cell.policy("overlap"))
    add(
      .itemBatch,
      .itemBatch(
        ItemBatch(
          dataset: "",
          entries: [
            .init(externalID: "q-0417", content: .text(#"{"prompt":"Hello?","reply":"Yes."}"#)),
            .init(externalID: "q-0418", content: .blob(.sha256([6]))),
          ])), to: &chain)
    let put = add(
      .itemPut,
      .itemPut(
        ItemPut(dataset: "", externalID: "q-0417", content: .text(#"{"prompt":"Hello!"}"#))),
      to: &chain, cell: Cell.item(item))
    add(
      .itemRetire, .itemRetire(ItemRetire(item: item, reason: "a copy of q-0418")), to: &chain,
      cell: Cell.item(item), bases: [put.hash])
  }

  private mutating func writeWork() -> Operation {
    var chain = open(.from(ada), by: ada)
    add(
      .guideAcknowledge, .acknowledgement(GuideAcknowledgement(handbook: handbook)), to: &chain)
    let cell = Cell.judgment(item: item, person: ada)
    let answers = [
      Answered("better", .list([.text("reply_b"), .integer(1), .integer(3)])),
      Answered("why", .texts(["accuracy"])),
    ]
    let first = unlisted(.judgePut, .judgment(Judgment(item: item)), to: &chain, cell: cell)
    let judged = add(
      .judgePut,
      .judgment(
        Judgment(
          item: item, answers: answers, confidence: 4, activeMilliseconds: 18_250,
          presented: [Presented(question: "better", fields: ["reply_b", "reply_a"])],
          handbook: handbook, schema: schema, read: [FieldRead(field: "prompt", permille: 1000)])),
      to: &chain, cell: cell, bases: [first.hash])
    let asked = add(
      .askAdd,
      .ask(Remark(item: item, text: "Is B's history needed?", rule: "overall", question: "better")),
      to: &chain)
    _ = unlisted(.askAdd, .removal, to: &chain, bases: [asked.hash])
    add(.noteAdd, .note(Remark(item: item, text: "B keeps history")), to: &chain)
    let end = chain.tip
    add(.chainClose, .chainClose(ChainClose(heads: end.map { [$0] } ?? [])), to: &chain)
    return judged
  }

  private mutating func writeAssignments() {
    var chain = open(.to(ada), by: lead)
    let given = add(
      .assignAdd,
      .assignment(
        Assignment(
          assignment: AssignmentID(firstBytesOf: .sha256([7])), items: [item],
          orderSeed: [1, 2, 3, 4, 5, 6, 7, 8], round: "pilot",
          dueMilliseconds: 1_768_000_000_000)), to: &chain)
    add(.assignCancel, .removal, to: &chain, bases: [given.hash])
    let held = OperationReference(
      chain: ChainID(firstBytesOf: .sha256([3])), seq: 812, hash: .sha256([4]))
    add(.receipt, .receipt(Receipt(held: [held])), to: &chain)
  }

  private mutating func writeReview(_ judged: Operation) {
    var chain = open(.rev, by: lead)
    let answers = [Answered("better", .texts(["tie"]))]
    add(
      .adjudicationPut,
      .adjudication(
        Adjudication(
          item: item, answers: answers, considered: [judged.reference], cause: "rule unclear",
          text: "Both are right.")), to: &chain, cell: Cell.adjudication(item: item))
    add(
      .judgeImport,
      .importedJudgment(
        ImportedJudgment(
          item: item, answers: answers, annotator: "worker 12", source: "old-tool.jsonl",
          atMilliseconds: 1_700_000_000_000)), to: &chain)
  }

  /// A chain behind its `chain.open`, which is an example where it says so.
  private mutating func open(_ scope: Scope, by person: PersonID, shown: Bool = false) -> Chain {
    var chain = Chain()
    let opening = Payload.chainOpen(
      ChainOpen(
        project: project, scope: scope, person: person, deviceKey: deviceKey, program: "gloss 1.0",
        nonce: Array(repeating: 0x4E, count: 16)))
    if shown {
      add(.chainOpen, opening, to: &chain)
    } else {
      _ = unlisted(.chainOpen, opening, to: &chain)
    }
    return chain
  }

  @discardableResult
  private mutating func add(
    _ kind: OperationKind, _ payload: Payload, to chain: inout Chain, cell: CellID? = nil,
    bases: [Hash] = []
  ) -> Operation {
    let operation = unlisted(kind, payload, to: &chain, cell: cell, bases: bases)
    operations.append(operation)
    return operation
  }

  private mutating func unlisted(
    _ kind: OperationKind, _ payload: Payload, to chain: inout Chain, cell: CellID? = nil,
    bases: [Hash] = []
  ) -> Operation {
    time += 1 << 16
    // Salts are random; these are told apart by their kind.
    let salt = Array(repeating: UInt8(truncatingIfNeeded: kind.rawValue), count: 16)
    let bytes = salt + payload.map.encoded
    var envelope = Envelope(
      chain: chain.id, seq: (chain.tip?.seq ?? 0) + 1, prev: chain.tip?.hash ?? .zero, hlc: time,
      kind: kind, cell: cell, bases: bases.sorted(), payloadLength: UInt64(bytes.count),
      payloadHash: Operation.payloadHash(bytes))
    if chain.tip == nil {
      envelope.chain = ChainID.opened(by: envelope)
      chain.id = envelope.chain
    }
    let operation = Operation(envelope: envelope, payload: bytes)
    chain.tip = operation.reference
    return operation
  }
}

extension OperationExamples {
  /// The examples as the document prints them.
  var markdown: String {
    operations.map { operation in
      """
      ### \(operation.envelope.kind.name)

      ```
      envelope \(Hexadecimal.text(operation.envelopeBytes))
      payload  \(Hexadecimal.text(operation.payload ?? []))
      hash     \(operation.hash.hex)
      ```

      """
    }.joined(separator: "\n")
  }
}
