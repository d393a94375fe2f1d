import Items
import Judgments
import Support
import Testing

/// The one walk over a judgment's bytes against the reading of its map.
@Suite struct JudgmentWalks {
  @Test(arguments: UInt64(1)...4)
  func theWalkReadsWhatTheMapSaysAndRefusesTheRest(_ part: UInt64) throws {
    var random = SplitMix64(seed: part)
    var made = RandomPayload(seed: part)
    var (accepted, refused) = (0, 0)
    for _ in 0..<1500 {
      let valid = made.judgment().map.encoded
      #expect(Judgment(decoding: valid) == Self.slowly(valid))
      for _ in 0..<6 {
        let bytes = Mutation.mutated(valid, &random)
        let expected = Self.slowly(bytes)
        let read = Judgment(decoding: bytes)
        let payload = [UInt8](repeating: 7, count: Operation.saltLength) + bytes
        let outline = JudgmentOutline(kind: .judgePut, payload: payload)
        guard read == expected, outline?.item == expected?.item,
          outline?.layer == expected?.layer, outline?.retracted == expected?.retracted,
          outline?.isAside == expected.map({ $0.aside != nil }),
          outline?.schema == expected?.schema
        else {
          Issue.record("part \(part): \(Hexadecimal.text(bytes)) is read otherwise")
          return
        }
        if read == nil { refused += 1 } else { accepted += 1 }
      }
    }
    // Both answers must have been asked for often, or the test would prove little.
    #expect(accepted > 500 && refused > 500, "part \(part): \(accepted), \(refused)")
  }

  @Test func answersNestedToTheLimitAreReadAndDeeperOnesAreNot() {
    for depth in 1...10 {
      var answer = CBOR.array([])
      for _ in 1..<depth { answer = .array([answer]) }
      let map = CBOR.map([
        CBORPair(key: 0, value: .bytes(Array(repeating: 1, count: 16))),
        CBORPair(key: 2, value: .array([.array([.text("q"), answer])])),
      ])
      let bytes = map.encoded
      #expect(Judgment(decoding: bytes) == Self.slowly(bytes), "depth \(depth)")
      #expect((Judgment(decoding: bytes) != nil) == (depth <= 5), "depth \(depth)")
    }
  }

  @Test func onlyAJudgmentHasAnOutline() {
    let payload =
      [UInt8](repeating: 7, count: Operation.saltLength) + Judgment(item: .zero).map.encoded
    #expect(JudgmentOutline(kind: .judgePut, payload: payload)?.item == .zero)
    #expect(JudgmentOutline(kind: .adjudicationPut, payload: payload) == nil)
    for count in 0...Operation.saltLength {
      #expect(JudgmentOutline(kind: .judgePut, payload: Array(payload.prefix(count))) == nil)
    }
  }

  private static func slowly(_ bytes: [UInt8]) -> Judgment? {
    (try? CBOR(decoding: bytes)).flatMap { try? Judgment(map: $0) }
  }
}
