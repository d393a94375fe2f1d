import Items
import Judgments
import Questions

/// One chain as a liar shows it.
struct LyingChain {
  var chain: ChainID
  /// What the liar says of its scope.
  var scope: Scope?
  var operations: [OperationBytes] = []
  var statements: [SignedCheckpoint] = []
  var tips: [Frontier] = []
}

/// An annotator whose device is granted and whose program writes whatever its grammar gives.
///
/// Its hashes and its signatures are right where the lie does not want them wrong: what can be
/// taken for honest is the hardest to see through.
struct Liar {
  /// The sentences of the grammar.
  enum Lie: String, CaseIterable, Sendable {
    case equivocates, replays, leavesGaps, writesIntoScopes, speaksForOthers, borrowsKeys
    case grantsItself, revokesOthers, countsTooHigh, opensManyChains, namesManyBases
    case namesItself, namesInCircles, signsWhatIsNot, turnsClocks, publishes, foundsAgain
  }

  let project: ProjectID
  let me: PersonID
  let key: DeviceKey
  /// The others, and what everybody may know of their devices.
  let others: [PersonID]
  let otherKeys: [[UInt8]]
  /// Operations of others that everybody can name.
  let known: [OperationReference]
  var random: SplitMix64
  private(set) var chains: [LyingChain] = []

  init(
    project: ProjectID, me: PersonID, key: DeviceKey, others: [PersonID], otherKeys: [[UInt8]],
    known: [OperationReference], seed: UInt64
  ) {
    self.project = project
    self.me = me
    self.key = key
    self.others = others
    self.otherKeys = otherKeys
    self.known = known
    random = SplitMix64(seed: seed)
  }

  /// How many operations the liar offers, repetitions among them.
  var offered: Int { chains.reduce(0) { $0 + $1.operations.count } }

  mutating func tell(_ lie: Lie) {
    switch lie {
    case .equivocates: equivocate()
    case .replays:
      var told = honest(length: 6)
      told.operations += told.operations.shuffled(using: &random)
      told.operations += told.operations.prefix(4)
      told.statements += told.statements + told.statements
      add(told)
    case .leavesGaps:
      var told = honest(length: 8)
      told.operations.remove(at: Int.random(in: 0..<8, using: &random))
      add(told)
    case .writesIntoScopes:
      let scopes: [Scope] =
        [.pub, .rev, .vault, .to(me)] + others.flatMap { [.to($0), .from($0)] }
      let scope = scopes.randomElement(using: &random) ?? .rev
      add(
        chain(scope: scope) { liar, writer in
          liar.judge(&writer, for: liar.me)
          writer.append(.noteAdd, Remark(item: liar.item(0), text: "note").map)
        })
    case .speaksForOthers:
      let other = others.randomElement(using: &random) ?? me
      add(
        chain(scope: .from(other), person: other) { liar, writer in
          for _ in 0..<3 { liar.judge(&writer, for: other) }
        })
    case .borrowsKeys:
      let index = Int.random(in: 0..<others.count, using: &random)
      add(
        chain(scope: .from(others[index]), person: others[index], key: otherKeys[index]) {
          liar, writer in liar.judge(&writer, for: liar.others[index])
        })
    case .grantsItself, .revokesOthers, .publishes, .foundsAgain: rule(lie)
    case .countsTooHigh: countTooHigh()
    case .opensManyChains:
      for _ in 0..<Int.random(in: 20...60, using: &random) { add(honest(length: 1)) }
    case .namesManyBases, .namesItself, .namesInCircles: nameBases(lie)
    case .signsWhatIsNot: signWhatIsNot()
    case .turnsClocks:
      add(
        chain(scope: .from(me)) { liar, writer in
          for time in [UInt64(Int64.max), 0, 1 << 62, 5, UInt64(Int64.max)] {
            writer.time = time
            liar.judge(&writer, for: liar.me)
          }
        })
    }
  }

  mutating func add(_ chain: LyingChain) { chains.append(chain) }

  // MARK: Words

  func item(_ number: Int) -> ItemID {
    Item.identity(project: project, dataset: "", externalID: "q-\(number)")
  }

  mutating func judge(_ writer: inout ChainWriter, for person: PersonID, bases: [Hash] = []) {
    let item = item(Int.random(in: 0..<4, using: &random))
    let judgment = Judgment(item: item, answers: [Answered("label", .text("lie"))])
    let isRight = Int.random(in: 0..<5, using: &random) > 0
    writer.append(
      .judgePut, judgment.map, cell: isRight ? Cell.judgment(item: item, person: person) : .zero,
      bases: bases)
  }

  /// A chain of the liar's own that nothing is wrong with.
  mutating func honest(length: Int) -> LyingChain {
    chain(scope: .from(me)) { liar, writer in
      for _ in 1..<max(1, length) { liar.judge(&writer, for: liar.me) }
    }
  }

  mutating func chain(
    scope: Scope, person: PersonID? = nil, key deviceKey: [UInt8]? = nil,
    _ write: (inout Liar, inout ChainWriter) -> Void
  ) -> LyingChain {
    let opening = ChainOpen(
      project: project, scope: scope, person: person ?? me,
      deviceKey: deviceKey ?? key.publicKey, program: "liar", nonce: bytes(16))
    var writer = ChainWriter(.chainOpen, opening.map, seed: random.next())
    write(&self, &writer)
    var told = LyingChain(chain: writer.chain, scope: scope, operations: writer.operations)
    let tip = Frontier(chain: writer.chain, seq: writer.seq, hash: writer.head)
    told.tips = [tip]
    told.statements = [sign(tip, time: writer.time)].compactMap { $0 }
    return told
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  func sign(_ tip: Frontier, time: UInt64 = 1, key claimed: [UInt8]? = nil) -> SignedCheckpoint? {
    let checkpoint = Checkpoint(
      project: project, chain: tip.chain, seq: tip.seq, head: tip.hash, hlc: time,
      deviceKey: claimed ?? key.publicKey, haveDigest: .zero)
    return key.sign(checkpoint.signedBytes).map {
      SignedCheckpoint(checkpoint: checkpoint, signature: $0)
    }
  }
}
