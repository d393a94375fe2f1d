import Guidelines
import Testing

@Suite struct HandbookDifferences {
  private func changes(_ old: String, _ new: String) -> [RuleChange] {
    HandbookDifference.between(Handbook.read(old).0, Handbook.read(new).0)
  }

  @Test func theSameHandbookHasNoDifference() {
    #expect(changes("# A\n\ntext", "# A\n\ntext").isEmpty)
  }

  @Test func whereLinesAreBrokenMakesNoDifference() {
    #expect(
      changes("# A {#a}\n\none *two\nthree* four", "# A {#a}\none\n*two three* four\n").isEmpty)
    #expect(changes("# A {#a}\n\none  \ntwo", "# A {#a}\n\none two").map(\.kind) == [.changed])
    #expect(changes("# A {#a}\n\n*one*", "# A {#a}\n\none").map(\.kind) == [.changed])
  }

  @Test func addedAndRemovedRulesHaveOneWording() {
    #expect(
      changes("# A {#a}\n\nx\n\n# B {#b}\n\ny", "# A {#a}\n\nx\n\n# C {#c}\n\nz") == [
        RuleChange(id: "c", title: "C", kind: .added, old: nil, new: "z"),
        RuleChange(id: "b", title: "B", kind: .removed, old: "y", new: nil),
      ])
  }

  @Test func changedWordingHasBoth() {
    #expect(
      changes("# A {#a}\n\nold words", "# A2 {#a}\n\nnew words") == [
        RuleChange(
          id: "a", title: "A2", kind: .changed, old: "old words", new: "new words", oldTitle: "A")
      ])
    #expect(changes("# A {#a}\n\nx", "# B {#a}\n\nx").map(\.kind) == [.changed])
  }

  @Test func theSameTextUnderAnotherIdIsRenamed() {
    #expect(
      changes("# A {#a}\n\nx\n\n# A {#b}\n\nx", "# A {#c}\n\nx\n\n# A {#b}\n\nx") == [
        RuleChange(id: "c", title: "A", kind: .renamed(from: "a"), old: "x", new: "x")
      ])
    #expect(
      changes("# A {#a}\n\nx", "# A {#c}\n\nx\n\n# A {#d}\n\nx").map(\.kind) == [
        .renamed(from: "a"), .added,
      ])
  }

  @Test func onlyTheRulesOutOfOrderHaveMoved() {
    let old = "# A {#a}\n# B {#b}\n# C {#c}\n# D {#d}"
    #expect(changes(old, "# D {#d}\n# A {#a}\n# B {#b}\n# C {#c}").map(\.id) == ["d"])
    #expect(changes(old, "# D {#d}\n# A {#a}\n# B {#b}\n# C {#c}").map(\.kind) == [.moved])
    #expect(
      changes(old, "# A {#a}\n## B {#b}\n# C {#c}\n# D {#d}").map(\.kind) == [.moved])
  }
}
