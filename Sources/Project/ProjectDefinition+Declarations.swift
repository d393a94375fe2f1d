package import Questions

extension ProjectDefinition {
  /// The keys of `project.yaml`.
  package static let declarations: [SettingDeclaration] = [
    SettingDeclaration("gloss", "number", "The format of this file: 1.", required: true),
    SettingDeclaration(
      "name", "word", "A short name: letters, digits, `_` and `-`.", required: true),
    SettingDeclaration("title", "text", "What people read on the screen.", fallback: "the name"),
    SettingDeclaration(
      "guidelines", "path",
      "The handbook, a Markdown file within the project; every heading is a rule."),
    SettingDeclaration(
      "item", "map", "What an item is and what is shown of it.", required: true, parts: item),
    SettingDeclaration(
      "questions", "list of questions", "What is asked of every item.", required: true),
    SettingDeclaration("work", "map", "How people work through the items.", parts: work),
    SettingDeclaration(
      "quality", "map", "What everybody may know of how the work is checked.", parts: quality),
  ]

  private static let item: [SettingDeclaration] = [
    SettingDeclaration(
      "id", "field", "The field that holds an item's id.", fallback: "the hash of the content"),
    SettingDeclaration(
      "show", "list of parts",
      "What is shown of an item, from top to bottom. "
        + "Fields neither shown nor hidden are stored and not shown.",
      required: true, parts: show),
    SettingDeclaration(
      "hide", "list of fields",
      "Fields that no annotator sees and that are in no annotator's store, such as the models' "
        + "names.",
      fallback: "none"),
  ]

  static let show: [SettingDeclaration] = [
    SettingDeclaration("field", "field", "The field that is shown; or:"),
    SettingDeclaration(
      "compare", "list of fields", "The fields that are shown side by side, in shuffled order."),
    SettingDeclaration(
      "as", "word", "How it is drawn.", fallback: "text", words: Display.allCases.map(\.rawValue)),
    SettingDeclaration(
      "after", "question id", "The question that must have an answer before it is shown.",
      fallback: "shown at once"),
  ]

  private static let work: [SettingDeclaration] = [
    SettingDeclaration(
      "submit", "word",
      "`auto` saves at the key that answers the last visible required question, if that is a "
        + "choice, a scale or a comparison; `enter` saves at Enter only.",
      fallback: "enter", words: Submit.allCases.map(\.rawValue)),
    SettingDeclaration(
      "order", "word", "Whether items come as imported or in an order of each person's own.",
      fallback: "listed", words: WorkPolicy.Order.allCases.map(\.rawValue)),
    SettingDeclaration(
      "confidence", "word", "Whether people say how sure they are, from 1 to 5.",
      fallback: "optional", words: WorkPolicy.Confidence.allCases.map(\.rawValue)),
    SettingDeclaration(
      "idle_s", "whole number", "After how many seconds without a key time is not counted as work.",
      fallback: "120"),
  ]

  private static let quality: [SettingDeclaration] = [
    SettingDeclaration(
      "overlap", "map", "Which items several annotators judge.",
      parts: [
        SettingDeclaration("share", "number", "The share of such items, 0 to 1.", fallback: "0"),
        SettingDeclaration(
          "annotators", "whole number", "How many annotators judge such an item.", fallback: "2"),
        SettingDeclaration(
          "extra_on_split", "whole number", "How many more are asked when they differ.",
          fallback: "1"),
      ]),
    SettingDeclaration(
      "agreement", "map", "How well annotators are to agree.",
      parts: [
        SettingDeclaration("target", "number", "The agreement aimed at, 0 to 1.", fallback: "0.8")
      ]),
    SettingDeclaration(
      "review", "map", "What an audit of a random share of the judgments must show.",
      parts: [
        SettingDeclaration(
          "at_most", "number", "The share of wrong judgments that is tolerated.", fallback: "0.05"),
        SettingDeclaration(
          "sure", "number", "How sure the audit is to be of that.", fallback: "0.95"),
        SettingDeclaration(
          "allow", "whole number", "How many wrong judgments its sample may have.", fallback: "1"),
        SettingDeclaration(
          "floor", "number", "The share of every batch that is audited at least.",
          fallback: "0.05"),
      ]),
  ]
}
