import Screens
import Terminal
import Testing

@Suite struct ReadingPictures {
  private func picture(_ text: String, _ form: ReadingForm, _ columns: Int) -> String {
    readingPicture(
      Reading.lines(text: text, as: form, columns: columns, widths: .standard), columns: columns)
  }

  @Test func markdownIsCalmTextAndKeepsItsLines() {
    #expect(
      picture(ReadingSamples.markdown, .markdown, 40) == #"""
        Undo a commit

        Use `git reset --soft HEAD~1`. Your
        changes
        stay staged; nothing is ~~lost~~ gone.
        See the manual
        (https://git-scm.com/docs/git-reset) or
        https://git-scm.com.

        1. Look at the log,
           then choose:
           ◦ the last commit
           ◦ an older one, which needs more care
             than the last
        2. Reset.

        ┃ A reset of pushed commits surprises
        ┃ others.
        ┃
        ┃ ┃ Ask first.

        ┌ sh
        │ git log --oneline --graph --decorate
        │↪--all --max-count=20 | less
        │     git reset

        option      keeps the        keeps files
                      index
        ────────  ──────────────  ──────────────
        `--soft`       yes                   yes

        `--hard`        no          no, and they
                                       cannot be
                                    brought back

        ────────────────────────────────────────

        [image: a graph] (graph.png)
        """#)
    #expect(
      picture(ReadingSamples.markdown, .markdown, 60) == #"""
        Undo a commit

        Use `git reset --soft HEAD~1`. Your changes
        stay staged; nothing is ~~lost~~ gone. See the manual
        (https://git-scm.com/docs/git-reset) or https://git-scm.com.

        1. Look at the log,
           then choose:
           ◦ the last commit
           ◦ an older one, which needs more care than the last
        2. Reset.

        ┃ A reset of pushed commits surprises others.
        ┃
        ┃ ┃ Ask first.

        ┌ sh
        │ git log --oneline --graph --decorate --all --max-count=20
        │↪| less
        │     git reset

        option    keeps the index                        keeps files
        ────────  ───────────────  ─────────────────────────────────
        `--soft`        yes                                      yes

        `--hard`        no            no, and they cannot be brought
                                                                back

        ────────────────────────────────────────────────────────────

        [image: a graph] (graph.png)
        """#)
    #expect(
      picture(ReadingSamples.markdown, .markdown, 90) == #"""
        Undo a commit

        Use `git reset --soft HEAD~1`. Your changes
        stay staged; nothing is ~~lost~~ gone. See the manual (https://git-scm.com/docs/git-reset)
        or https://git-scm.com.

        1. Look at the log,
           then choose:
           ◦ the last commit
           ◦ an older one, which needs more care than the last
        2. Reset.

        ┃ A reset of pushed commits surprises others.
        ┃
        ┃ ┃ Ask first.

        ┌ sh
        │ git log --oneline --graph --decorate --all --max-count=20 | less
        │     git reset

        option    keeps the index                          keeps files
        ────────  ───────────────  ───────────────────────────────────
        `--soft`        yes                                        yes
        `--hard`        no         no, and they cannot be brought back

        ──────────────────────────────────────────────────────────────────────────────────────────

        [image: a graph] (graph.png)
        """#)
  }

  @Test func wideAndStrangeCharactersKeepTheirColumns() {
    #expect(
      picture(ReadingSamples.wide, .markdown, 40) == #"""
        日本語の文章は、空白なしで書かれます。行
        の終わりで折り返し、句読点は行頭に置きま
        せん。

        • 👩👩👧 family, 👍 thumb, 🇫🇷 flag, ❤
          heart
        • école café
        • שלום עולם: right to left
        • bidi �evil� and zero�width

        名前      年齢
        ────────  ────
        山田太郎    42
        Ann          7
        """#)
    #expect(
      picture(ReadingSamples.wide, .markdown, 60) == #"""
        日本語の文章は、空白なしで書かれます。行の終わりで折り返し、
        句読点は行頭に置きません。

        • 👩👩👧 family, 👍 thumb, 🇫🇷 flag, ❤ heart
        • école café
        • שלום עולם: right to left
        • bidi �evil� and zero�width

        名前      年齢
        ────────  ────
        山田太郎    42
        Ann          7
        """#)
    #expect(
      picture(ReadingSamples.wide, .markdown, 90) == #"""
        日本語の文章は、空白なしで書かれます。行の終わりで折り返し、句読点は行頭に置きません。

        • 👩👩👧 family, 👍 thumb, 🇫🇷 flag, ❤ heart
        • école café
        • שלום עולם: right to left
        • bidi �evil� and zero�width

        名前      年齢
        ────────  ────
        山田太郎    42
        Ann          7
        """#)
  }

  @Test func aTranscriptHasItsSpeakersMarked() {
    #expect(
      picture(ReadingSamples.transcript, .conversation, 40) == #"""
        Human
        How do I undo the last commit but keep
        my changes?

        Assistant
        Use `git reset --soft HEAD~1`. Your
        changes stay staged; nothing is lost.

        1. Open a terminal.
        2. Run it.

        Human
        (empty)

        Assistant
        Anything else?

        Human
        No.

        Assistant
        …
        """#)
    #expect(
      picture(ReadingSamples.transcript, .conversation, 60) == #"""
        Human       How do I undo the last commit but keep my
                    changes?

        Assistant   Use `git reset --soft HEAD~1`. Your changes stay
                    staged; nothing is lost.

                    1. Open a terminal.
                    2. Run it.

        Human       (empty)

        Assistant   Anything else?

        Human       No.

        Assistant   …
        """#)
    #expect(
      picture(ReadingSamples.transcript, .conversation, 90) == #"""
        Human       How do I undo the last commit but keep my changes?

        Assistant   Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.

                    1. Open a terminal.
                    2. Run it.

        Human       (empty)

        Assistant   Anything else?

        Human       No.

        Assistant   …
        """#)
  }

  @Test func messagesAreTurnsToo() {
    #expect(
      picture(ReadingSamples.messages, .conversation, 40) == #"""
        System
        Be brief.

        User
        Hi there

        Assistant
        Hello.
        name: gpt

        User
        (empty)
        """#)
    #expect(
      picture(ReadingSamples.messages, .conversation, 60) == #"""
        System      Be brief.

        User        Hi there

        Assistant   Hello.
                    name: gpt

        User        (empty)
        """#)
    #expect(
      picture(ReadingSamples.messages, .conversation, 90) == #"""
        System      Be brief.

        User        Hi there

        Assistant   Hello.
                    name: gpt

        User        (empty)
        """#)
  }
}
