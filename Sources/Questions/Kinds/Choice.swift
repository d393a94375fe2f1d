package import Items

/// One label out of several, possibly nested.
package struct Choice: QuestionKind {
  package static let name = "choice"
  package static let summary = "One label out of several; labels may be nested under labels."
  package static let declarations = [Labels.declaration(nested: true)]

  let labels: Labels

  package init(reading reader: inout SettingReader) {
    labels = Labels(reading: &reader, nested: true)
  }

  package var publicForm: [JSONMember] { [JSONMember("labels", labels.publicForm)] }
  package var isOneKey: Bool { true }
  package var rules: [PlacedWord] { labels.rules }
  package var keys: [PlacedKey] { labels.keys }
  package var conditionWords: [String]? { labels.all.map(\.option.id) }

  package func editor(for shown: Shown, answer: AnswerValue?) -> any AnswerEditor {
    let chosen = answer.flatMap { fault(in: $0) == nil ? $0.textValue : nil }
    return ChoiceEditor(labels: labels, chosen: chosen)
  }

  package func fault(in answer: AnswerValue) -> String? {
    guard let id = answer.textValue else { return "The answer to a choice is one label." }
    return labels.fault(in: id)
  }

  package func json(of answer: AnswerValue) -> JSON { .string(answer.textValue ?? "") }

  package func answer(from json: JSON) throws(Problem) -> AnswerValue {
    switch json {
    // A label such as `true` or `3` may well have been written without quotation marks.
    case .string, .number, .bool: return try checked(.text(json.shown))
    case .null, .array, .object:
      throw Problem(what: "The answer to a choice is one label, but \(json.kindName) stands there.")
    }
  }

  package func summary(of answer: AnswerValue, sides: [String]) -> String {
    answer.textValue.map { labels.title(of: $0) } ?? ""
  }

  /// The label and the groups that it is nested under.
  package func conditionValues(of answer: AnswerValue) -> [String] {
    answer.textValue.map { labels.path(to: $0).map(\.option.id) } ?? []
  }

  package func distance(_ left: AnswerValue, _ right: AnswerValue) -> Double {
    left == right ? 0 : 1
  }
}

extension Choice {
  package func changes(since old: Choice) -> [KindChange] { labels.changes(since: old.labels) }

  package static let example = KindExample(
    question: """
      id: sentiment
      kind: choice
      ask: What does the writer think of it?
      rule: whole
      labels:
        - {id: positive, name: Positive, key: p, rule: positive}
        - {id: negative, name: Negative, key: v, rule: negative}
        - {id: mixed, name: Mixed, key: m, rule: mixed}
      """,
    fields: ["text"],
    items: [
      #"{"id": "r-1", "text": "The screws fit, the legs stand, and it took ten minutes."}"#,
      #"{"id": "r-2", "text": "Two weeks of waiting for a lamp that flickers."}"#,
      #"{"id": "r-3", "text": "Lovely rooms. I would not eat there again, though."}"#,
    ],
    gold: [
      #"{"item": "r-2", "answers": {"sentiment": "negative"}, "rule": "negative", "why": "Both the delivery and the lamp are found wanting."}"#
    ],
    handbook: """
      ## The text as a whole {#whole}

      Judge what the writer thinks in the end, not how many kind words there are.

      ## Positive {#positive}

      The writer would choose it again.

      - ✓ "It took ten minutes and it stands."
      - ✗ "It arrived." (nothing is said for it)

      ## Negative {#negative}

      The writer would not choose it again.

      - ✓ "A lamp that flickers."
      - ✗ "The lamp is small." (a fact, without regret)

      ## Mixed {#mixed}

      Praise and blame that both count, and neither wins.
      """)
}

struct ChoiceEditor: AnswerEditor {
  let labels: Labels
  var chosen: String?
  /// The groups that are open, outermost first.
  var open: [Label] = []

  init(labels: Labels, chosen: String?) {
    self.labels = labels
    self.chosen = chosen
  }

  var answer: AnswerValue? { chosen.map { .text($0) } }

  var view: AnswerView {
    let path = chosen.map { labels.path(to: $0).map(\.option.id) } ?? []
    let shown = open.last?.children ?? labels.top
    return AnswerView(
      options: shown.map { label in
        var option = label.option
        if !label.children.isEmpty { option.title += " ›" }
        return OptionState(option: option, chosen: path.contains(option.id))
      },
      selectedSummary: chosen.map { labels.title(of: $0) } ?? "",
      hint: open.isEmpty ? "" : "in \(open.map(\.option.title).joined(separator: " › "))")
  }

  mutating func handle(_ input: AnswerInput) -> AnswerReaction {
    switch input {
    case .key(let key):
      // The innermost open group first: its labels may use keys of the groups around it.
      for depth in stride(from: open.count, through: 0, by: -1) {
        let level = depth == 0 ? labels.top : open[depth - 1].children
        if let label = level.first(where: { $0.option.key == key }) {
          return take(label, below: Array(open.prefix(depth)))
        }
      }
      return key.isASCII && key.isNumber
        ? .refused("No label has the key \(key) here.") : .ignored
    case .choose(let id):
      let path = labels.path(to: id)
      guard let label = path.last else { return .ignored }
      return take(label, below: path.dropLast())
    case .text:
      return .ignored
    case .clear:
      guard chosen != nil || !open.isEmpty else { return .ignored }
      if open.isEmpty { chosen = nil } else { open.removeLast() }
      return .changed
    }
  }

  private mutating func take(_ label: Label, below groups: [Label]) -> AnswerReaction {
    if !label.children.isEmpty {
      open = groups + [label]
      return .changed
    }
    open = []
    chosen = label.option.id
    return .decided
  }
}
