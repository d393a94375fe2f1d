import Guidelines
import Markdown
import Testing

@Suite struct HandbookReading {
  static let source = """
    Read this *first*.

    # Which reply helps more? {#better}

    ## Overall {#overall}

    Prefer the reply that a careful expert would send.

    - ✓ names the exact command
    - ✗ "just reinstall git"
    - neither of both
      - + says what **stays**

    Wrong or
    vague
    -----

    * - leaves *steps* out
      and says nothing
    * ✔️ asks back

    ```
    - + no example
    # no heading
    ```

    ### Überblick & mehr

    """

  @Test func everyHeadingIsARuleWithItsOwnText() {
    let (handbook, problems) = Handbook.read(Self.source)
    #expect(problems.isEmpty, "\(problems)")
    #expect(handbook.title == "Which reply helps more?")
    #expect(handbook.introduction.plainText == "Read this first.")
    #expect(handbook.rules.map(\.id) == ["better", "overall", "wrong-or-vague", "überblick-mehr"])
    #expect(handbook.rules.map(\.level) == [1, 2, 2, 3])
    #expect(handbook.rules.map(\.line) == [3, 5, 14, 27])
    #expect(handbook.rules.map(\.textLine) == [4, 7, 18, 28])
    #expect(handbook.rule("overall")?.text.hasPrefix("Prefer the reply") == true)
    #expect(handbook.rule("overall")?.text.hasSuffix("  - + says what **stays**") == true)
    #expect(handbook.rule("better")?.text == "")
    #expect(handbook.rule("wrong-or-vague")?.title == "Wrong or vague")
    #expect(handbook.rule("none") == nil)
  }

  @Test func itemsWithAMarkAreExamples() {
    let (handbook, _) = Handbook.read(Self.source)
    #expect(
      handbook.rule("overall")?.goodExamples == ["names the exact command", "says what stays"])
    #expect(handbook.rule("overall")?.badExamples == ["\"just reinstall git\""])
    #expect(handbook.rule("wrong-or-vague")?.goodExamples == ["asks back"])
    #expect(
      handbook.rule("wrong-or-vague")?.badExamples == ["leaves steps out and says nothing"])
  }

  @Test func theVersionIsTheHashOfTheSource() {
    #expect(
      Handbook.read("abc").0.version
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Handbook.read("# a").0.version != Handbook.read("# a\n").0.version)
  }

  @Test func aTitleWithoutLettersGetsALastingId() {
    let first = Handbook.read("# !?").0.rules.first?.id
    #expect(first?.hasPrefix("rule-") == true)
    #expect(first == Handbook.read("text\n\n# !?").0.rules.first?.id)
    #expect(Handbook.read("# Don't   guess").0.rules.first?.id == "dont-guess")
    #expect(Handbook.read("# 日本語").0.rules.first?.id == "日本語")
  }

  @Test func lineEndsAndAByteOrderMarkChangeNoPlace() {
    let carriage = "\u{FEFF}" + Self.source.replacing("\n", with: "\r\n")
    let (handbook, problems) = Handbook.read(carriage)
    #expect(problems.isEmpty, "\(problems)")
    #expect(handbook.rules.map(\.line) == Handbook.read(Self.source).0.rules.map(\.line))
    #expect(handbook.rules.map(\.text) == Handbook.read(Self.source).0.rules.map(\.text))
    #expect(
      handbook.rules.map(\.goodExamples) == Handbook.read(Self.source).0.rules.map(\.goodExamples))
  }

  @Test func searchingFindsLinesWhateverTheirCase() {
    let matches = Handbook.read(Self.source).0.search("EXPERT")
    #expect(matches.map(\.line) == [7])
    #expect(matches.first?.rule.id == "overall")
    #expect(Handbook.read(Self.source).0.search("vague").map(\.line) == [14])
    #expect(Handbook.read(Self.source).0.search("asks").map(\.line) == [20])
    #expect(Handbook.read(Self.source).0.search("").isEmpty)
  }
}

@Suite struct HandbookProblems {
  private func problems(_ source: String) -> [String] {
    Handbook.read(source).1.map { "\($0.line):\($0.column) \($0.message)" }
  }

  @Test func aTakenIdNamesTheOtherRuleAndAFreeOne() {
    let source = "# A {#same}\n\n## Bé {#same}\n\n## C {#same-2}"
    #expect(
      problems(source) == [
        "3:7 The id 'same' is already that of the rule on line 1. An id names one rule. "
          + "End this heading with one of its own, such as '{#same-3}'."
      ])
    #expect(Handbook.read(source).0.rules.map(\.id) == ["same", "same-3", "same-2"])
  }

  @Test func aWrittenIdIsNotTakenByATitleAbove() {
    let source = "# Tone\n\n## Voice {#tone}"
    #expect(Handbook.read(source).0.rules.map(\.id) == ["tone-2", "tone"])
    #expect(problems(source).count == 1)
  }

  @Test func malformedIdsEmptyHeadingsAndSkippedLevelsAreAllReported() {
    #expect(
      problems("# One\n\n### Two {#the rule}\n\n#\n\ntext") == [
        "3:1 A heading of level 3 stands below one of level 1. Levels nest one by one. "
          + "Write it with 2 number signs.",
        "3:9 The heading has a malformed id, so it is shown as text. An id is made of "
          + "ASCII letters, digits, '-', '_' and '.', and stands at the heading's end. "
          + "Write it as '{#two}'.",
        "5:1 The heading has no text. A rule is called by its heading. Write a title.",
      ])
  }

  @Test func aHandbookWithoutHeadingsSaysSo() {
    #expect(problems("just text").count == 1)
    #expect(problems("").count == 1)
    #expect(problems("just text")[0].hasPrefix("1:1 The handbook has no heading."))
  }

  @Test(
    arguments: [
      "# \0", "#", "# {#", "===", "---\n===", "a\n===\n===", "# a\n```\n# b", "> # quoted",
      "- # listed", "# a {#b}\r# a {#b}\r\n", "\u{FEFF}", "\u{2028}# a", "# a\u{85}b\n# c",
    ])
  func anyTextIsReadAndEveryLineExists(source: String) {
    let (handbook, problems) = Handbook.read(source)
    let count = source.utf8.count { $0 == 10 || $0 == 13 } + 1
    for rule in handbook.rules { #expect((1...count).contains(rule.line)) }
    for problem in problems { #expect((1...count).contains(problem.line)) }
    #expect(Set(handbook.rules.map(\.id)).count == handbook.rules.count)
    #expect(handbook.source == source)
  }
}
