/// Texts of every kind that an item may hold, none of them longer than a screen.
enum ReadingSamples {
  static let markdown = """
    # Undo a commit

    Use `git reset --soft HEAD~1`. Your **changes**
    stay *staged*; nothing is ~~lost~~ gone. See [the manual](https://git-scm.com/docs/git-reset) or <https://git-scm.com>.

    1. Look at the log,
       then choose:
       - the last commit
       - an older one, which needs more care than the last
    2. Reset.

    > A reset of *pushed* commits surprises others.
    >
    > > Ask first.

    ```sh
    git log --oneline --graph --decorate --all --max-count=20 | less
    \tgit reset
    ```

    | option | keeps the index | keeps files |
    |:--|:-:|--:|
    | `--soft` | yes | yes |
    | `--hard` | no | no, and they cannot be brought back |

    ---

    ![a graph](graph.png)
    """

  static let wide = """
    日本語の文章は、空白なしで書かれます。行の終わりで折り返し、句読点は行頭に置きません。

    - 👩‍👩‍👧 family, 👍🏽 thumb, 🇫🇷 flag, ❤️ heart
    - e\u{301}cole cafe\u{301}
    - שלום עולם: right to left
    - bidi \u{202E}evil\u{202C} and zero\u{200B}width

    | 名前 | 年齢 |
    |---|--:|
    | 山田太郎 | 42 |
    | Ann | 7 |
    """

  static let code = """
    func greet(_ name: String) -> String {
    \treturn "Hello, \\(name)! How are you on this fine and rather long morning?"
    }
    """

  static let transcript = """


    Human: How do I undo the last commit but keep my changes?

    Assistant: Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.

    1. Open a terminal.
    2. Run it.

    Human:

    Assistant: Anything else?

    Human: No.

    Assistant:
    """

  static let messages = """
    [{"role":"system","content":"Be brief."},{"role":"user","content":"Hi **there**"},\
    {"role":"assistant","content":[{"type":"text","text":"Hello."}],"name":"gpt"},\
    {"role":"user","content":""}]
    """

  static let facts = """
    {"title":"A very long title of a paper about annotation tools","year":2019,"open":true,\
    "an unusually long name of a fact":"x","note":"","tags":["a","b"]}
    """

  static let plain = """
    One line that is long enough to be broken when the pane has only forty columns.

    - a list item of a plain text that goes on below its own first word
      \u{1B}[31mred\u{1B}[0m\0\ttab
    12. twelve
    """

  static let all: [String: String] = [
    "markdown": markdown, "wide": wide, "code": code, "transcript": transcript,
    "messages": messages, "facts": facts, "plain": plain, "empty": "", "blank": " \n\t",
    "long line": String(repeating: "word ", count: 4_000),
    "long word": String(repeating: "x", count: 9_000),
    "long ideographs": String(repeating: "漢", count: 5_000),
    "table of many columns": "|" + String(repeating: "col|", count: 40) + "\n|"
      + String(repeating: "---|", count: 40) + "\n|" + String(repeating: "v|", count: 40),
    "deep": (1...30).map { String(repeating: "> ", count: $0) + "q\($0)" }.joined(
      separator: "\n\n"),
    "deep list": (0..<30).map { String(repeating: "  ", count: $0) + "- l\($0)" }.joined(
      separator: "\n"),
    "only a definition": "[a]: http://b.c",
  ]
}
