package import Items

/// Any number of labels out of several.
package struct Choices: QuestionKind {
  package static let name = "choices"
  package static let summary = "Any number of labels out of several."
  package static let declarations = [
    Labels.declaration(nested: false),
    SettingDeclaration(
      "at_least", "whole number", "How many labels an answer has at least.", fallback: "1"),
    SettingDeclaration(
      "at_most", "whole number", "How many labels an answer has at most.", fallback: "all of them"),
  ]

  let labels: Labels
  let atLeast: Int
  let atMost: Int?

  package init(reading reader: inout SettingReader) {
    labels = Labels(reading: &reader, nested: false)
    let count = max(1, labels.top.count)
    atLeast = reader.int("at_least", in: 1...count) ?? 1
    atMost = reader.int("at_most", in: 1...count)
    if let atMost, atMost < atLeast {
      reader.report(
        at: reader.place(of: "at_most"), "\"at_most\" is smaller than \"at_least\".",
        why: "No answer could have so many labels.", remedy: "Raise the one or lower the other.")
    }
  }

  package var publicForm: [JSONMember] {
    var members = [JSONMember("labels", labels.publicForm)]
    if atLeast != 1 { members.append(JSONMember("at_least", .integer(atLeast))) }
    if let atMost { members.append(JSONMember("at_most", .integer(atMost))) }
    return members
  }

  package var rules: [PlacedWord] { labels.rules }
  package var keys: [PlacedKey] { labels.keys }
  package var conditionWords: [String]? { labels.leaves }

  package func editor(for shown: Shown, answer: AnswerValue?) -> any AnswerEditor {
    let chosen = (answer?.texts ?? []).filter { labels.fault(in: $0) == nil }
    return ChoicesEditor(kind: self, chosen: Set(chosen))
  }

  package func fault(in answer: AnswerValue) -> String? {
    guard let ids = answer.texts else { return "The answer to this question is a list of labels." }
    if let fault = ids.lazy.compactMap({ labels.fault(in: $0) }).first { return fault }
    if !inOrder(Set(ids)).elementsEqual(ids, by: { $0.hasSameBytes(as: $1) }) {
      return "The labels of an answer stand once each, in the order of the question."
    }
    if ids.count < atLeast {
      return atLeast == 1
        ? "No label is chosen."
        : "At least \(atLeast) labels are needed; \(ids.count) chosen so far."
    }
    if let atMost, ids.count > atMost {
      return "At most \(atMost) \(atMost == 1 ? "label" : "labels") can be chosen."
    }
    if ids.count > 1,
      let alone = labels.top.first(where: { $0.alone && ids.contains($0.option.id) })
    {
      return "The label \(Quoted(alone.option.id)) stands alone; nothing is chosen with it."
    }
    return nil
  }

  /// Ids in declared order.
  func inOrder(_ ids: Set<String>) -> [String] {
    labels.top.map(\.option.id).filter { ids.contains($0) }
  }

  package func json(of answer: AnswerValue) -> JSON {
    .array((answer.texts ?? []).map { .string($0) })
  }

  package func answer(from json: JSON) throws(Problem) -> AnswerValue {
    guard let elements = json.elements else {
      throw Problem(
        what: "The answer to this question is a list of labels, "
          + "but \(json.kindName) stands there.")
    }
    var ids: Set<String> = []
    for element in elements {
      switch element {
      case .string, .number, .bool: break
      case .null, .array, .object:
        throw Problem(what: "A label is a word, but \(element.kindName) stands in the list.")
      }
      if let fault = labels.fault(in: element.shown) { throw Problem(what: fault) }
      guard ids.insert(element.shown).inserted else {
        throw Problem(what: "The label \(Quoted(element.shown)) stands twice.")
      }
    }
    // Other programs list labels in any order; stored answers have one.
    return try checked(.texts(inOrder(ids)))
  }

  package func summary(of answer: AnswerValue, sides: [String]) -> String {
    (answer.texts ?? []).map { labels.title(of: $0) }.joined(separator: ", ")
  }

  package func conditionValues(of answer: AnswerValue) -> [String] { answer.texts ?? [] }

  /// One minus the share of labels that both have (Jaccard); 0 for two empty answers.
  package func distance(_ left: AnswerValue, _ right: AnswerValue) -> Double {
    let left = Set(left.texts ?? [])
    let right = Set(right.texts ?? [])
    let union = left.union(right).count
    return union == 0 ? 0 : 1 - Double(left.intersection(right).count) / Double(union)
  }
}

extension Choices {
  package func changes(since old: Choices) -> [KindChange] {
    var changes = labels.changes(since: old.labels)
    if atLeast != old.atLeast {
      changes.append(
        KindChange(
          "At least \(atLeast) labels are needed instead of \(old.atLeast).",
          invalidates: atLeast > old.atLeast))
    }
    if atMost != old.atMost {
      let most = { (number: Int?) in number.map { "at most \($0)" } ?? "any number of" }
      changes.append(
        KindChange(
          "An answer may now have \(most(atMost)) labels instead of \(most(old.atMost)).",
          invalidates: atMost.map { $0 < old.atMost ?? .max } ?? false))
    }
    for label in labels.top where label.alone {
      if old.labels.path(to: label.option.id).last?.alone == false {
        changes.append(
          KindChange("The label \(Quoted(label.option.id)) now stands alone.", invalidates: true))
      }
    }
    return changes
  }

  package static let example = KindExample(
    question: """
      id: topics
      kind: choices
      ask: What is the message about?
      rule: topics
      labels:
        - {id: delivery, name: Delivery, key: y, rule: delivery}
        - {id: payment, name: Payment, key: p, rule: payment}
        - {id: product, name: The product itself, key: t}
        - {id: none, name: None of these, key: o, alone: true}
      """,
    fields: ["text"],
    items: [
      #"{"id": "m-1", "text": "My card was charged twice and the parcel never came."}"#,
      #"{"id": "m-2", "text": "Does the kettle switch itself off?"}"#,
      #"{"id": "m-3", "text": "Thank you, and a good weekend to all of you."}"#,
    ],
    gold: [
      #"{"item": "m-1", "answers": {"topics": ["delivery", "payment"]}, "rule": "topics", "why": "Both the charge and the parcel are complained about."}"#
    ],
    handbook: """
      ## Topics {#topics}

      Choose every topic that an answer to the message would have to speak of.

      ## Delivery {#delivery}

      Where a parcel is, when it comes, in what state it came.

      - ✓ "The parcel never came."
      - ✗ "Send me a receipt." (payment)

      ## Payment {#payment}

      Prices, charges, refunds and receipts.

      - ✓ "My card was charged twice."
      - ✗ "It is not worth the money." (the product itself)
      """)
}

struct ChoicesEditor: AnswerEditor {
  let kind: Choices
  var chosen: Set<String>

  init(kind: Choices, chosen: Set<String>) {
    self.kind = kind
    self.chosen = chosen
  }

  var answer: AnswerValue? { chosen.isEmpty ? nil : .texts(kind.inOrder(chosen)) }

  var view: AnswerView {
    AnswerView(
      options: kind.labels.top.map {
        OptionState(option: $0.option, chosen: chosen.contains($0.option.id))
      },
      selectedSummary: answer.map { kind.summary(of: $0, sides: []) } ?? "",
      hint: limits)
  }

  private var limits: String {
    switch (kind.atLeast, kind.atMost) {
    case (1, nil): "one or more"
    case (let least, nil): "\(least) or more"
    case (let least, let most?): least == most ? "\(least)" : "\(least)–\(most)"
    }
  }

  mutating func handle(_ input: AnswerInput) -> AnswerReaction {
    switch input {
    case .key(let key):
      guard let label = kind.labels.top.first(where: { $0.option.key == key }) else {
        return key.isASCII && key.isNumber ? .refused("No label has the key \(key).") : .ignored
      }
      return toggle(label)
    case .choose(let id):
      guard let label = kind.labels.path(to: id).last else { return .ignored }
      return toggle(label)
    case .text:
      return .ignored
    case .clear:
      guard !chosen.isEmpty else { return .ignored }
      chosen = []
      return .changed
    }
  }

  private mutating func toggle(_ label: Label) -> AnswerReaction {
    if chosen.remove(label.option.id) != nil { return .changed }
    // What stands alone drives out the others, and is driven out by them.
    var kept = chosen
    if label.alone { kept = [] }
    for other in kind.labels.top where other.alone { kept.remove(other.option.id) }
    if let most = kind.atMost, kept.count >= most {
      return .refused(
        "At most \(most) \(most == 1 ? "label" : "labels") can be chosen; take one away first.")
    }
    chosen = kept.union([label.option.id])
    return .changed
  }
}
