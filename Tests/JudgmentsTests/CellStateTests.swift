import Items
import Judgments
import Support
import Testing

@Suite struct CellStates {
  private static func hash(_ number: Int) -> Hash { .sha256([UInt8(number)]) }

  private static func version(
    _ number: Int, bases: [Int] = [], decision: String = "a", retracted: Bool = false,
    readable: Bool = true
  ) -> CellVersion {
    CellVersion(
      hash: hash(number), bases: bases.map(hash).sorted(), isReadable: readable,
      decision: Array(decision.utf8), isRetracted: retracted)
  }

  /// Folds in every order of up to five versions, each with the first one repeated.
  private static func state(_ versions: [CellVersion]) -> CellState {
    let state = CellState(of: versions)
    for order in permutations(versions) {
      #expect(CellState(of: order) == state)
      #expect(CellState(of: order + order.prefix(1)) == state)
    }
    return state
  }

  private static func permutations(_ versions: [CellVersion]) -> [[CellVersion]] {
    guard versions.count > 1 else { return [versions] }
    return versions.indices.flatMap { index in
      var rest = versions
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  private static func heads(_ numbers: Int...) -> [Hash] { numbers.map(hash).sorted() }

  /// Ada judges on her laptop (1), changes it on the workstation (2) and on the laptop (3, 4).
  @Test func theTwoDevicesOfOnePerson() {
    let first = Self.version(1, decision: "a")
    let workstation = Self.version(2, bases: [1], decision: "b")
    let laptop = Self.version(3, bases: [1], decision: "c")
    let laptopAgain = Self.version(4, bases: [3], decision: "d")
    #expect(Self.state([]).standing == .empty)
    #expect(Self.state([first]) == Self.state([first]))
    #expect(Self.state([first]).standing == .settled)
    let both = Self.state([first, workstation, laptop, laptopAgain])
    #expect(both.heads == Self.heads(2, 4))
    #expect(both.standing == .conflict)
    // The later one of the laptop arrives before the earlier: that is no conflict yet.
    let early = Self.state([first, workstation, laptopAgain])
    #expect(early.heads == Self.heads(2, 4))
    #expect(early.standing == .incomplete)
    // Had both decided alike, nobody would have to do anything.
    var alike = laptopAgain
    alike.decision = workstation.decision
    #expect(Self.state([first, workstation, laptop, alike]).standing == .twin)
    // She picks one, having seen both.
    let pick = Self.version(5, bases: [2, 4], decision: "d")
    let settled = Self.state([first, workstation, laptop, laptopAgain, pick])
    #expect(settled.heads == Self.heads(5))
    #expect(settled.standing == .settled)
  }

  @Test func aRetractedHeadIsRetractedAndAConflictOfItIsAConflict() {
    let first = Self.version(1)
    let gone = Self.version(2, bases: [1], decision: "", retracted: true)
    #expect(Self.state([first, gone]).standing == .retracted)
    let changed = Self.version(3, bases: [1], decision: "b")
    #expect(Self.state([first, gone, changed]).standing == .conflict)
  }

  @Test func aHeadThatCannotBeReadBlocksWhateverElseThereIs() {
    let first = Self.version(1)
    let newer = Self.version(2, bases: [1], readable: false)
    #expect(Self.state([first, newer]).standing == .blocked)
    #expect(Self.state([first, newer, Self.version(3, bases: [9])]).standing == .blocked)
    // Once somebody has put a readable version on top, nothing is blocked.
    #expect(Self.state([first, newer, Self.version(3, bases: [2])]).standing == .settled)
  }

  @Test func oneHeadWithoutItsBaseIsIncomplete() {
    #expect(Self.state([Self.version(2, bases: [1])]).standing == .incomplete)
  }

  /// Heads and standings of random histories, against a plain second definition.
  @Test func randomHistoriesFoldAsDefined() {
    var met: [CellState.Standing: Int] = [:]
    for seed in UInt64(1)...3000 {
      var random = SplitMix64(seed: seed)
      var versions: [CellVersion] = []
      for number in 0..<Int.random(in: 1...7, using: &random) {
        let bases = (0..<number).filter { _ in random.chance(1, in: 3) }
        versions.append(
          Self.version(
            number, bases: bases, decision: random.pick(["a", "a", "b"]),
            retracted: random.chance(1, in: 8), readable: !random.chance(1, in: 12)))
      }
      versions.removeAll { _ in random.chance(1, in: 6) }
      let expected = Self.defined(versions)
      versions.shuffle(using: &random)
      let state = CellState(of: versions + versions.prefix(2))
      #expect(state.heads == expected.heads, "seed \(seed)")
      #expect(state.standing == expected.standing, "seed \(seed)")
      met[state.standing, default: 0] += 1
    }
    #expect(met.count == 7 && met.values.allSatisfy { $0 > 20 }, "\(met)")
  }

  private static func defined(
    _ versions: [CellVersion]
  ) -> (heads: [Hash], standing: CellState.Standing) {
    let heads = versions.filter { one in !versions.contains { $0.bases.contains(one.hash) } }
    let isComplete = heads.allSatisfy { head in
      head.bases.allSatisfy { base in versions.contains { $0.hash == base } }
    }
    let standing: CellState.Standing =
      if heads.isEmpty { .empty } else if heads.contains(where: { !$0.isReadable }) {
        .blocked
      } else if !isComplete { .incomplete } else if heads.count == 1 {
        heads[0].isRetracted ? .retracted : .settled
      } else { Set(heads.map(\.decision)).count == 1 ? .twin : .conflict }
    return (heads.map(\.hash).sorted(), standing)
  }
}
