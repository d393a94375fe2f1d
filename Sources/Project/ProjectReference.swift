import Questions

/// The documentation of a project's files, made from the declarations that read them.
package enum ProjectReference {
  /// `Documentation/project.md`.
  package static var markdown: String {
    var text = opening
    text += "## project.yaml\n\n" + table(ProjectDefinition.declarations)
    text += sections(ProjectDefinition.declarations, path: "", level: 3)
    text += questions
    for kind in QuestionKinds.all { text += section(of: kind) }
    text += "## lead.yaml\n\nWhat only leads may know. It is in no annotator's store.\n\n"
    text += table(LeadPolicy.declarations)
    text += sections(LeadPolicy.declarations, path: "", level: 3)
    return text + closing
  }

  /// A section for every key that has keys of its own.
  private static func sections(
    _ declarations: [SettingDeclaration], path: String, level: Int
  ) -> String {
    declarations.filter { !$0.parts.isEmpty }.map { declaration in
      let name = path + declaration.name
      return "\(String(repeating: "#", count: level)) `\(name)`\n\n\(declaration.summary)\n\n"
        + table(declaration.parts)
        + sections(declaration.parts, path: name + ".", level: min(level + 1, 6))
    }.joined()
  }

  private static func section(of kind: any QuestionKind.Type) -> String {
    let name = kind.name
    var text = "### `kind: \(name)`\n\n\(kind.summary)\n\n" + table(kind.declarations)
    text += sections(kind.declarations, path: "", level: 4)
    let example = kind.example
    let question = example.question(between: Array(example.fields.suffix(2)))
    text += "```yaml\n\(question)\n```\n\n"
    if let gold = example.gold.first {
      text += "A line of `gold/` for it:\n\n```json\n\(gold)\n```\n\n"
    }
    return text
  }

  private static func table(_ declarations: [SettingDeclaration]) -> String {
    var text = "| key | what stands there | if left out | what it does |\n|---|---|---|---|\n"
    for declaration in declarations {
      let fallback = declaration.required ? "a mistake" : declaration.fallback ?? "nothing"
      let words = declaration.words.map { "`\($0)`" }.joined(separator: ", ")
      let type = declaration.words.isEmpty ? declaration.type : "\(declaration.type): \(words)"
      text += "| `\(declaration.name)` | \(type) | \(fallback) | \(declaration.summary) |\n"
    }
    return text + "\n"
  }

  private static let opening = """
    # The files of a project

    <!-- Made from the declarations in Sources/Project and Sources/Questions; a test compares. -->

    A project is a folder:

    ```
    project.yaml      the questions, how items are shown, and the policy that everybody may know
    guidelines/*.md   the handbook; every heading is a rule with a stable id {#rule-id}
    items/*           items: .jsonl, .csv or .tsv, also with .gz
    gold/*            items whose answers are known
    lead.yaml         what only leads may know
    ```

    `gloss check DIR` finds every mistake in these files and tells its file, line and column.
    Scalars stay the text that is written: `yes`, `12:30` and `1_000` are labels like any other.
    Anchors and aliases are refused.


    """

  private static let questions = """
    ## Questions

    Every question has these keys, and those of its kind.

    \(table(Question.declarations))### `when`

    `[not] ID (== != < <= > >=) VALUE`, `ID [not] in [a, b]` and `ID has VALUE`, joined by `and` and
    `or`, of which `and` binds closer.
    A value is a word, or any text in quotation marks.
    A comparison reads as the field or verdict that it prefers, a nested label also as its groups.
    A test of a question without an answer is false.
    Only questions that stand above can be tested.

    ```yaml
    when: better not in [tie, cannot_judge] and clarity >= 3
    ```


    """

  private static let closing = """
    ## Gold

    One JSON object a line:

    | key | what stands there |
    |---|---|
    | `item` | the id of an item |
    | `answers` | an object: the answer to each question that is known, in the form of exported judgments |
    | `rule` | the handbook's rule that decides it |
    | `why` | why it is so, for who answered otherwise |

    """
}
