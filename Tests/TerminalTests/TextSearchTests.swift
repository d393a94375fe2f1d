import Support
import Terminal
import Testing

@Suite struct TextSearchTests {
  @Test func aTermIsFoundByCodePoints() {
    #expect(TextSearch.ranges(of: "ab", in: "ab Ab 中ab") == [0..<2, 3..<5, 7..<9])
    #expect(TextSearch.ranges(of: "Ab", in: "ab Ab 中ab") == [3..<5])
    #expect(TextSearch.ranges(of: "é", in: "É\u{1F600}é") == [0..<1, 2..<3])
    #expect(TextSearch.ranges(of: "aa", in: "aaaaa") == [0..<2, 2..<4])
    #expect(TextSearch.ranges(of: "", in: "aaaaa").isEmpty)
    #expect(TextSearch.ranges(of: "abcd", in: "abc").isEmpty)
    #expect(TextSearch.ranges(of: "\n", in: "a\r\nb") == [2..<3])
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func theSearchFindsWhatLookingAtEveryPlaceFinds(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let letters: [Unicode.Scalar] = ["a", "b"]
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in random.pick(letters) }
      let term = (0..<Int.random(in: 1...5, using: &random)).map { _ in random.pick(letters) }
      var expected: [Range<Int>] = []
      var offset = 0
      while offset + term.count <= text.count {
        if Array(text[offset..<offset + term.count]) == term {
          expected.append(offset..<offset + term.count)
          offset += term.count
        } else {
          offset += 1
        }
      }
      let found = TextSearch.ranges(
        of: String(term.map { Character($0) }), in: String(text.map { Character($0) }))
      #expect(found == expected, "seed \(seed)")
    }
  }

  @Test func aHostileTermIsFoundInOneWalk() {
    let text = String(repeating: "a", count: 100_000)
    let term = String(repeating: "a", count: 50_000) + "b"
    #expect(TextSearch.ranges(of: term, in: text).isEmpty)
  }
}
