import Support
import Terminal
import Testing

@Suite struct WordDifferenceTests {
  /// Both sides with the changed parts in brackets.
  func compare(_ a: String, _ b: String) -> [String] {
    let both = WordDifference.compare(a, b)
    return [both.a, both.b].map { side in
      side.map { $0.changed ? "[\($0.text)]" : $0.text }.joined()
    }
  }

  @Test func changedWordsAreFound() {
    #expect(
      compare("the old cat sat", "the new cat sat") == ["the [old] cat sat", "the [new] cat sat"])
    #expect(compare("a b", "a new b") == ["a b", "a [new ]b"])
    #expect(compare("same", "same") == ["same", "same"])
    #expect(compare("", "x y") == ["", "[x y]"])
    #expect(compare("", "") == ["", ""])
    #expect(compare("run it.", "run it!") == ["run it[.]", "run it[!]"])
  }

  @Test func blanksBetweenChangesBelongToThem() {
    #expect(
      compare("say one two now", "say three four now") == [
        "say [one two] now", "say [three four] now",
      ])
  }

  @Test func ideographsAreComparedOneByOne() {
    #expect(compare("我爱中文", "我学中文") == ["我[爱]中文", "我[学]中文"])
  }

  @Test func textsThatOnlyLookAlikeDiffer() {
    #expect(compare("caf\u{E9}", "cafe\u{301}") == ["[caf\u{E9}]", "[cafe\u{301}]"])
    #expect(compare("a\u{200B}b c", "ab c") == ["[a\u{200B}b] c", "[ab] c"])
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func bothTextsAreKeptAndShareTheRest(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let words = ["a", "b", "c", "the", " ", "  ", "\n", ".", "中", "e\u{301}", "\u{301}"]
    for _ in 0..<40 {
      let a = (0..<Int.random(in: 0...25, using: &random)).map { _ in random.pick(words) }.joined()
      let b = (0..<Int.random(in: 0...25, using: &random)).map { _ in random.pick(words) }.joined()
      let both = WordDifference.compare(a, b)
      #expect(
        both.a.map(\.text).joined().unicodeScalars.elementsEqual(a.unicodeScalars), "seed \(seed)")
      #expect(
        both.b.map(\.text).joined().unicodeScalars.elementsEqual(b.unicodeScalars), "seed \(seed)")
      let left = both.a.filter { !$0.changed }.map(\.text).joined()
      let right = both.b.filter { !$0.changed }.map(\.text).joined()
      #expect(left.unicodeScalars.elementsEqual(right.unicodeScalars), "seed \(seed)")
      for side in [both.a, both.b] {
        #expect(zip(side, side.dropFirst()).allSatisfy { $0.changed != $1.changed }, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func theScriptIsAsShortAsAnExhaustiveSearchFinds(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<40 {
      let a = (0..<Int.random(in: 0...14, using: &random)).map { _ in
        Int.random(in: 0..<4, using: &random)
      }
      let b = (0..<Int.random(in: 0...14, using: &random)).map { _ in
        Int.random(in: 0..<4, using: &random)
      }
      var longest = [[Int]](repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
      for i in a.indices {
        for j in b.indices {
          longest[i + 1][j + 1] =
            a[i] == b[j] ? longest[i][j] + 1 : max(longest[i][j + 1], longest[i + 1][j])
        }
      }
      // Letters keep single characters apart, so that the words compared are these numbers.
      let names = ["(", ")", ":", ";"]
      let both = WordDifference.compare(
        a.map { names[$0] }.joined(), b.map { names[$0] }.joined())
      let kept = both.a.filter { !$0.changed }.reduce(0) { $0 + $1.text.count }
      #expect(kept == longest[a.count][b.count], "seed \(seed): \(a) \(b)")
    }
  }

  @Test func hugeTextsAreComparedByTheirEnds() {
    var random = SplitMix64(seed: 7)
    func noise() -> String {
      (0..<60_000).map { _ in String(UInt32.random(in: 0..<50_000, using: &random)) }.joined(
        separator: " ")
    }
    let both = WordDifference.compare("begin " + noise() + " end", "begin " + noise() + " end")
    #expect(both.a.first == .init(text: "begin ", changed: false))
    #expect(both.b.last == .init(text: " end", changed: false))
    let same = String(repeating: "ab ", count: 100_000)
    let one = WordDifference.compare(same + "x " + same, same + "y " + same)
    #expect(one.a.map(\.changed) == [false, true, false] && one.a[1].text == "x")
  }
}
