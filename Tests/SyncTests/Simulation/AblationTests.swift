import Items
import Judgments
import Testing

@testable import Storage

/// Merging that is broken in a known way must be found out: it proves that the suites bite.
@Suite struct AblationTests {
  private static let mostSeeds: UInt64 = 1000

  @Test(arguments: Ablation.allCases)
  func theSimulationFindsOut(_ ablation: Ablation) throws {
    for seed in 1...Self.mostSeeds {
      let chronicle = ablation.chronicle(seed)
      guard ablation.isTried(by: chronicle) else { continue }
      do {
        _ = try Simulation(chronicle, ablation: ablation).run()
      } catch {
        print("T28: \(ablation.rawValue) fails T5 at seed \(seed): \(error)")
        return
      }
    }
    Issue.record("T5 does not find out \(ablation.rawValue) within \(Self.mostSeeds) seeds")
  }

  @Test(arguments: [Ablation.position, .time, .lastWriterWins])
  func theHistoriesFindOut(_ ablation: Ablation) throws {
    let bench = try FoldBench()
    for seed in 1...Self.mostSeeds {
      let history = History(seed: seed, steps: 14)
      var expected = ReferenceFold(history.operations)
      if ablation == .lastWriterWins { expected = expected.byLastWriter(history.operations) }
      for order in UInt64(0)..<8 {
        var named: [CBOR: Hash] = [:]
        let fold = try bench.fold(history, order: seed &* 31 &+ order) { operation in
          let envelope = operation.envelope
          let name: CBOR
          switch ablation {
          case .position: name = .array([.bytes(envelope.chain.bytes), .unsigned(envelope.seq)])
          // The openings of all chains have one time here, which would prove nothing.
          case .time where envelope.seq > 1: name = .unsigned(envelope.hlc)
          default: return true
          }
          // Whoever comes first keeps the name.
          if named[name] == nil { named[name] = operation.hash }
          return named[name] == operation.hash
        } then: { _ in
        }
        if fold != expected {
          print("T28: \(ablation.rawValue) fails T1 at seed \(seed)")
          return
        }
      }
    }
    Issue.record("T1 does not find out \(ablation.rawValue) within \(Self.mostSeeds) seeds")
  }
}
