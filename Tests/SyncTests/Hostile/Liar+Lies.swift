import Items
import Judgments

/// The lies that take more than a line.
extension Liar {
  mutating func equivocate() {
    let branches = Int.random(in: 2...4, using: &random)
    var tips: [(Frontier, UInt64)] = []
    var told = chain(scope: .from(me)) { liar, writer in
      for _ in 0..<4 { liar.judge(&writer, for: liar.me) }
      let trunk = writer.operations
      tips.append((Frontier(chain: writer.chain, seq: writer.seq, hash: writer.head), 1))
      for _ in 0..<branches {
        writer.goBack(to: trunk[Int.random(in: 0..<4, using: &liar.random)])
        for _ in 0..<3 { liar.judge(&writer, for: liar.me) }
        let tip = Frontier(chain: writer.chain, seq: writer.seq, hash: writer.head)
        tips.append((tip, writer.time))
      }
    }
    told.operations.sort { ($0.seq, $0.hash) < ($1.seq, $1.hash) }
    told.tips = tips.map(\.0)
    told.statements = tips.compactMap { sign($0.0, time: $0.1) }
    add(told)
  }

  /// Words that only the root and leads may say, in public and in the liar's own chain.
  mutating func rule(_ lie: Lie) {
    let isPublic = Bool.random(using: &random)
    let mallory = DeviceKey(secret: bytes(32))
    add(
      chain(scope: isPublic ? .pub : .from(me)) { liar, writer in
        switch lie {
        case .grantsItself:
          let entry = RosterEntry(
            person: liar.me, handle: "boss", roles: [.annotator, .reviewer, .lead])
          writer.append(.rosterSet, entry.map)
          if let mallory {
            let grant = DeviceGrant(
              person: liar.others[0], deviceKey: mallory.publicKey, label: "x")
            writer.append(.deviceGrant, grant.map)
          }
          writer.append(.operationAdmit, Admission(admitted: liar.known).map)
        case .revokesOthers:
          for key in liar.otherKeys {
            let revoke = DeviceRevoke(device: DeviceID(ofKey: key), reason: .stolen, cut: [])
            writer.append(.deviceRevoke, revoke.map)
          }
          for other in liar.others {
            let entry = RosterEntry(person: other, handle: "gone", roles: [], removed: true)
            writer.append(.rosterSet, entry.map)
          }
        case .foundsAgain:
          let genesis = Genesis(
            rootKey: liar.key.publicKey, name: "mine", createdMilliseconds: 1)
          writer.append(.projectGenesis, genesis.map)
        default: liar.publish(&writer)
        }
      })
  }

  private func publish(_ writer: inout ChainWriter) {
    let blob = Hash.sha256([1])
    let bases = known.map(\.hash)
    writer.append(
      .guidelinePublish, HandbookPublication(label: "mine", blob: blob).map, cell: Cell.handbook,
      bases: bases)
    writer.append(
      .schemaPublish, SchemaPublication(label: "mine", blob: blob).map, cell: Cell.schema,
      bases: bases)
    writer.append(
      .policySet, Policy(name: "lead", value: "\"mine\"").map, cell: Cell.policy("lead"))
    let entry = ItemBatch.Entry(externalID: "q-0", content: .text("{\"text\":\"mine\"}"))
    writer.append(.itemBatch, ItemBatch(dataset: "", entries: [entry]).map)
    writer.append(
      .itemRetire, ItemRetire(item: item(1), reason: "no").map, cell: Cell.item(item(1)))
  }

  /// Lengths that nothing is behind, where a count is read before what it counts.
  mutating func countTooHigh() {
    // Arrays, maps, byte strings and texts of 2³² and of 2⁶⁴ - 1 parts.
    let heads = [UInt8(0x9A), 0xBA, 0x5A, 0x7A].flatMap { head in
      [
        [head] + [UInt8](repeating: 0xFF, count: 4),
        [head + 1] + [UInt8](repeating: 0xFF, count: 8),
      ]
    }
    var told = chain(scope: .from(me)) { _, writer in
      for head in heads { writer.append(.judgePut, encoded: [0xA1, 0x02] + head) }
      writer.append(.judgePut, encoded: [UInt8](repeating: 0x81, count: 5000))
    }
    // And bases, of which the envelope says the number.
    for index in told.operations.indices where index > 0 && Bool.random(using: &random) {
      guard let place = told.operations[index].envelope.lastIndex(of: 0x80) else { continue }
      told.operations[index].envelope.replaceSubrange(place...place, with: heads[index % 8])
    }
    add(told)
  }

  mutating func nameBases(_ lie: Lie) {
    var told = chain(scope: .from(me)) { liar, writer in
      for number in 0..<40 {
        var bases = writer.operations.map(\.hash)
        if lie == .namesManyBases, number == 20 {
          bases += (0..<1500).map { Hash.sha256([UInt8($0 % 256), UInt8($0 / 256)]) }
        }
        // Others' versions too, which must not be hidden by this.
        liar.judge(&writer, for: liar.me, bases: bases + liar.known.map(\.hash))
      }
    }
    if lie == .namesManyBases { return add(told) }
    // Under a name that it claims, an operation can name itself, or another in a circle.
    let claimed = told.operations.indices.map { Hash.sha256([77, UInt8($0)]) }
    for index in told.operations.indices.dropFirst() {
      guard var envelope = try? Envelope(decoding: told.operations[index].envelope) else {
        continue
      }
      let other = index % 2 == 0 ? index - 1 : min(index + 1, claimed.count - 1)
      envelope.bases = [claimed[lie == .namesItself ? index : other]]
      if index > 1 { envelope.prev = claimed[index - 1] }
      told.operations[index].envelope = envelope.encoded
      told.operations[index].hash = claimed[index]
    }
    if let last = told.operations.last {
      let tip = Frontier(chain: told.chain, seq: last.seq, hash: last.hash)
      told.tips = [tip]
      told.statements = [sign(tip)].compactMap { $0 }
    }
    add(told)
  }

  mutating func signWhatIsNot() {
    var told = honest(length: 5)
    guard let tip = told.tips.first else { return }
    let beyond = Frontier(chain: tip.chain, seq: tip.seq + 1000, hash: .sha256([1]))
    told.statements += [
      sign(beyond), sign(Frontier(chain: tip.chain, seq: .max, hash: tip.hash)),
      sign(Frontier(chain: tip.chain, seq: 0, hash: .zero)), sign(tip, key: otherKeys.first),
      known.first.flatMap { sign(Frontier(chain: $0.chain, seq: $0.seq, hash: $0.hash)) },
    ].compactMap { $0 }
    if Bool.random(using: &random) { told.tips = [beyond] }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: told.scope = nil
    case 1: told.scope = .pub
    default: break
    }
    for index in told.statements.indices where Int.random(in: 0..<4, using: &random) == 0 {
      told.statements[index].signature[7] ^= 1
    }
    add(told)
  }
}
