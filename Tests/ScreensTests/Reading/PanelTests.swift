import Guidelines
import Screens
import Terminal
import Testing

@Suite struct RulePanels {
  static let handbook = Handbook.read(
    """
    Read the rules before you begin.

    # Helpful replies {#helpful}

    ## Overall {#overall}

    Prefer the reply that a careful expert would send.
    A wrong step outweighs any number of *kind* words.

    - ✓ names the exact `command` and says why
    - ✗ "just reinstall git"
    - an ordinary item

    ## Tone {#tone}

    Polite is enough.
    """
  ).0

  @Test func aRuleShowsItsTextAndItsExamples() throws {
    let rule = try #require(Self.handbook.rule("overall"))
    let lines = RulePanel.lines(rule: rule, columns: 32, widths: .standard)
    #expect(
      readingPicture(lines, columns: 32) == """
        Overall

        Prefer the reply that a careful
        expert would send. A wrong step
        outweighs any number of kind
        words.

         ✓ names the exact `command` and
           says why
         ✗ "just reinstall git"
        • an ordinary item
        """)
    #expect(lines[0].spans.allSatisfy { $0.style.role == .accent })
    let good = lines.first { $0.text.contains("✓") }
    #expect(good?.spans.map(\.style.role).contains(.good) == true)
    #expect(good?.spans.map(\.style.role).contains(.code) == true)
    let bad = lines.first { $0.text.contains("✗") }
    #expect(bad?.spans.allSatisfy { $0.style.role == .bad } == true)
  }

  @Test func theHandbookKnowsWhereEachRuleStands() {
    let book = HandbookLines(Self.handbook, columns: 60, widths: .standard)
    #expect(
      readingPicture(book.lines, columns: 60) == """
        Read the rules before you begin.

        Helpful replies

        Overall

        Prefer the reply that a careful expert would send. A wrong
        step outweighs any number of kind words.

         ✓ names the exact `command` and says why
         ✗ "just reinstall git"
        • an ordinary item

        Tone

        Polite is enough.
        """)
    #expect(book.row(of: "helpful") == 2)
    #expect(book.row(of: "overall") == 4)
    #expect(book.row(of: "tone") == 13)
    #expect(book.row(of: "none") == nil)
    #expect(book.rule(at: 1) == nil)
    #expect(book.rule(at: 4) == "overall")
    #expect(book.rule(at: 12) == "overall")
    #expect(book.rule(at: 99) == "tone")
  }
}

@Suite struct RuleChangePictures {
  private func picture(_ old: String, _ new: String, columns: Int = 44) -> String {
    let changes = HandbookDifference.between(Handbook.read(old).0, Handbook.read(new).0)
    return readingPicture(
      RuleChangeLines.lines(changes, columns: columns, widths: .standard), columns: columns)
  }

  @Test func changedLinesStandBelowEachOtherAndTheRestOnce() {
    #expect(
      picture(
        "# Tone {#tone}\n\nBe polite.\n\nNever blame the user for a mistake.\n\n- ✓ thanks",
        "# Manner {#tone}\n\nBe polite.\n\nNever blame a user, whatever the mistake.\n\n- ✓ thanks"
      ) == """
        Tone → Manner  changed

          Be polite.

        − Never blame the user for a mistake.
        + Never blame a user, whatever the mistake.

          - ✓ thanks
        """)
  }

  @Test func theOtherKindsAreNamedInWords() {
    #expect(
      picture(
        "# A {#a}\n\nold text\n\n# B {#b}\n\nkept\n\n# C {#c}\n\nlast",
        "# C {#c}\n\nlast\n\n# N {#n}\n\nnew text\n\n# B {#bee}\n\nkept") == """
          N  new rule

          + new text

          B  renamed, was b

          A  rule removed

          − old text
          """)
    #expect(picture("# A {#a}\n# B {#b}", "# B {#b}\n# A {#a}").contains("moved"))
  }

  @Test func onlyTheWordsThatDifferAreUnderlined() throws {
    let change = RuleChange(
      id: "a", title: "A", kind: .changed, old: "Never blame the user.",
      new: "Never blame a user.")
    let lines = RuleChangeLines.lines(change, columns: 60, widths: .standard)
    let old = try #require(lines.first { $0.text.hasPrefix("−") })
    let new = try #require(lines.first { $0.text.hasPrefix("+") })
    #expect(old.spans.filter(\.style.underline).map(\.text) == ["the"])
    #expect(old.spans.filter(\.style.underline).map(\.style.role) == [.removed])
    #expect(new.spans.filter(\.style.underline).map(\.text) == ["a"])
    #expect(new.spans.filter(\.style.underline).map(\.style.role) == [.added])
  }
}

@Suite struct DifferencePictures {
  @Test func wordsThatTheOtherReplyLacksAreMarked() {
    let lines = DifferenceLines.lines(
      "Use `git reset --soft`.\nIt keeps\tyour changes.",
      comparedWith: "Use `git revert`.\nIt keeps\tyour history.", columns: 60, widths: .standard)
    #expect(lines.map(\.text) == ["Use `git reset --soft`.", "It keeps    your changes."])
    let marked = lines.flatMap(\.spans).filter(\.style.underline)
    #expect(marked.map(\.text).joined(separator: "|").hasPrefix("reset"))
    #expect(marked.last?.text == "changes")
    #expect(marked.allSatisfy { $0.style.role == .added })
  }

  @Test func equalTextsHaveNoMarkAndAnEmptyOneSaysSo() {
    let same = DifferenceLines.lines("a b", comparedWith: "a b", columns: 60, widths: .standard)
    #expect(same == [Line("a b")])
    let empty = DifferenceLines.lines("", comparedWith: "a b", columns: 60, widths: .standard)
    #expect(empty.map(\.text) == ["(empty)"])
  }
}
