import Screens
import Terminal
import Testing

@Suite struct SourcePictures {
  private func picture(_ text: String, _ form: ReadingForm, _ columns: Int) -> String {
    readingPicture(
      Reading.lines(text: text, as: form, columns: columns, widths: .standard), columns: columns)
  }

  @Test func codeIsNumbered() {
    #expect(
      picture(ReadingSamples.code, .code, 40) == #"""
        1 func greet(_ name: String) -> String {
        2     return "Hello, \(name)! How are
        ↪ you on this fine and rather long
        ↪ morning?"
        3 }
        """#)
    #expect(
      picture(ReadingSamples.code, .code, 60) == #"""
        1 func greet(_ name: String) -> String {
        2     return "Hello, \(name)! How are you on this fine and
        ↪ rather long morning?"
        3 }
        """#)
    #expect(
      picture(ReadingSamples.code, .code, 90) == #"""
        1 func greet(_ name: String) -> String {
        2     return "Hello, \(name)! How are you on this fine and rather long morning?"
        3 }
        """#)
  }

  @Test func factsStandInTwoColumns() {
    #expect(
      picture(ReadingSamples.facts, .facts, 40) == #"""
        title  A very long title of a paper
               about annotation tools
        year   2019
        open   true
        an unusually long name of a fact
          x
        note   (empty)
        tags   ["a","b"]
        """#)
    #expect(
      picture(ReadingSamples.facts, .facts, 60) == #"""
        title  A very long title of a paper about annotation tools
        year   2019
        open   true
        an unusually long name of a fact
          x
        note   (empty)
        tags   ["a","b"]
        """#)
    #expect(
      picture(ReadingSamples.facts, .facts, 90) == #"""
        title  A very long title of a paper about annotation tools
        year   2019
        open   true
        an unusually long name of a fact
          x
        note   (empty)
        tags   ["a","b"]
        """#)
  }

  @Test func plainTextKeepsItsLines() {
    #expect(
      picture(ReadingSamples.plain, .text, 40) == #"""
        One line that is long enough to be
        broken when the pane has only forty
        columns.

        - a list item of a plain text that goes
          on below its own first word
          ␛[31mred␛[0m␀ tab
        12. twelve
        """#)
    #expect(
      picture(ReadingSamples.plain, .text, 60) == #"""
        One line that is long enough to be broken when the pane has
        only forty columns.

        - a list item of a plain text that goes on below its own
          first word
          ␛[31mred␛[0m␀ tab
        12. twelve
        """#)
    #expect(
      picture(ReadingSamples.plain, .text, 90) == #"""
        One line that is long enough to be broken when the pane has only forty columns.

        - a list item of a plain text that goes on below its own first word
          ␛[31mred␛[0m␀ tab
        12. twelve
        """#)
  }

  @Test func rawTextNamesWhatIsInvisible() {
    #expect(
      picture(ReadingSamples.plain, .raw, 40) == #"""
        1 One line that is long enough to be
        ↪ broken when the pane has only forty
        ↪ columns.
        2
        3 - a list item of a plain text that
        ↪ goes on below its own first word
        4   ‹U+001B›[31mred‹U+001B›[0m‹U+0000›→t
        ↪ ab
        5 12. twelve
        """#)
    #expect(
      picture(ReadingSamples.plain, .raw, 60) == #"""
        1 One line that is long enough to be broken when the pane
        ↪ has only forty columns.
        2
        3 - a list item of a plain text that goes on below its own
        ↪ first word
        4   ‹U+001B›[31mred‹U+001B›[0m‹U+0000›→tab
        5 12. twelve
        """#)
    #expect(
      picture(ReadingSamples.plain, .raw, 90) == #"""
        1 One line that is long enough to be broken when the pane has only forty columns.
        2
        3 - a list item of a plain text that goes on below its own first word
        4   ‹U+001B›[31mred‹U+001B›[0m‹U+0000›→tab
        5 12. twelve
        """#)
  }

  @Test func rawTextNamesWhatIsJoined() {
    #expect(
      picture(ReadingSamples.wide, .raw, 40) == #"""
         1 日本語の文章は、空白なしで書かれます
         ↪ 。行の終わりで折り返し、句読点は行頭
         ↪ に置きません。
         2
         3 - 👩‹U+200D›👩‹U+200D›👧 family,
         ↪ 👍‹U+1F3FD› thumb, 🇫🇷 flag,
         ↪ ❤‹U+FE0F› heart
         4 - école café
         5 - שלום עולם: right to left
         6 - bidi ‹U+202E›evil‹U+202C› and
         ↪ zero‹U+200B›width
         7
         8 | 名前 | 年齢 |
         9 |---|--:|
        10 | 山田太郎 | 42 |
        11 | Ann | 7 |
        """#)
    #expect(
      picture(ReadingSamples.wide, .raw, 60) == #"""
         1 日本語の文章は、空白なしで書かれます。行の終わりで折り返
         ↪ し、句読点は行頭に置きません。
         2
         3 - 👩‹U+200D›👩‹U+200D›👧 family, 👍‹U+1F3FD› thumb, 🇫🇷
         ↪ flag, ❤‹U+FE0F› heart
         4 - école café
         5 - שלום עולם: right to left
         6 - bidi ‹U+202E›evil‹U+202C› and zero‹U+200B›width
         7
         8 | 名前 | 年齢 |
         9 |---|--:|
        10 | 山田太郎 | 42 |
        11 | Ann | 7 |
        """#)
    #expect(
      picture(ReadingSamples.wide, .raw, 90) == #"""
         1 日本語の文章は、空白なしで書かれます。行の終わりで折り返し、句読点は行頭に置きません。
         2
         3 - 👩‹U+200D›👩‹U+200D›👧 family, 👍‹U+1F3FD› thumb, 🇫🇷 flag, ❤‹U+FE0F› heart
         4 - école café
         5 - שלום עולם: right to left
         6 - bidi ‹U+202E›evil‹U+202C› and zero‹U+200B›width
         7
         8 | 名前 | 年齢 |
         9 |---|--:|
        10 | 山田太郎 | 42 |
        11 | Ann | 7 |
        """#)
  }
}
