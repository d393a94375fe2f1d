/// Small projects and items for stories.
enum Sample {
  static let comparison = """
    gloss: 1
    name: helpful-replies
    title: Which reply helps more?
    item:
      show:
        - {field: prompt, as: conversation}
        - {compare: [reply_a, reply_b], as: markdown}
    questions:
      - id: better
        kind: comparison
        ask: Which reply is better overall?
        between: [reply_a, reply_b]
        grades: 3
        also: [tie, both_bad, cannot_judge]
        rule: overall
      - id: why
        kind: choices
        ask: What decided it?
        when: better not in [tie, cannot_judge]
        optional: true
        labels:
          - {id: accuracy, key: a, rule: accuracy}
          - {id: safety, key: s, rule: safety}
      - {id: note, kind: text, ask: Why?, optional: true}
    work: {submit: auto, order: listed, confidence: optional, idle_s: 120}

    """

  static let pair = #"""
    {"prompt": "\n\nHuman: How do I undo the last commit but keep my changes?",
     "reply_a": "Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.\n\nTo unstage them as well, use `--mixed`.",
     "reply_b": "Run `git revert HEAD`. This makes a new commit that undoes the last one and keeps the history.\n\nYour changes are then in the revert."}
    """#

  static let handbook = """
    # Helpful replies

    ## Overall {#overall}

    Prefer the reply that a careful expert would send.
    A wrong step outweighs any number of kind words.

    - ✓ names the exact command
    - ✗ "just reinstall git"

    ## Accuracy {#accuracy}

    Every step must work as written.

    ## Safety {#safety}

    Say what may be lost.

    """

  static let sentiment = """
    gloss: 1
    name: reviews
    title: Sentiment
    item: {show: [{field: text, as: text}]}
    questions:
      - id: sentiment
        kind: choice
        ask: What does the review feel?
        labels: [{id: positive}, {id: negative}, {id: mixed, key: m}]
    work: {submit: auto, order: listed}

    """
}

extension Sample {
  static let survey = """
    gloss: 1
    name: survey
    title: A survey
    item: {show: [{field: text, as: text}, {field: flag, as: facts}]}
    questions:
      - id: clear
        kind: scale
        ask: How clear is it?
        low: 1
        high: 10
        anchors: {1: not at all, 5: with effort, 10: at once}
        rule: overall
      - id: topics
        kind: choices
        ask: What is it about?
        labels: [delivery, payment, product, returns, colour, taxes, staff, opening hours, parking, music, light, smell, warranty]
      - {id: note, kind: text, ask: Why?, optional: true}
    work: {submit: enter, order: listed, confidence: required}

    """

  static let survey1 =
    #"{"text": "The parcel came.\n\nIt was \u001b[31mred\u202e and I had ordered it blue.", "flag": true}"#
}

extension Sample {
  static let review = #"{"text": "The screws fit, the legs stand, and it took ten minutes."}"#

  static let nested = """
    gloss: 1
    name: policy
    title: Policy
    item: {show: [{field: text, as: text}]}
    questions:
      - id: area
        kind: choice
        ask: Which area?
        labels:
          - id: harm
            labels: [{id: self}, {id: others}]
          - id: none
    work: {submit: auto, order: listed}

    """
}

extension Sample {
  /// More labels than any screen has room for beside a text.
  static let crowd: String = {
    let labels = (0..<60).map { "{id: p\($0), name: person \($0)}" }.joined(separator: ", ")
    return """
      gloss: 1
      name: crowd
      title: A crowd
      item: {show: [{field: text, as: markdown}]}
      questions:
        - {id: who, kind: choices, ask: Which of them?, labels: [\(labels)]}
        - {id: why, kind: text, ask: Why?, optional: true}
        - {id: sure, kind: scale, ask: How sure?, low: 0, high: 100, optional: true}
      work: {submit: enter, order: listed}

      """
  }()
}

extension Sample {
  static let policyWithRules = """
    gloss: 1
    name: policy
    title: Policy
    item: {show: [{field: text, as: text}]}
    questions:
      - id: area
        kind: choice
        ask: Which area?
        rule: overall
        labels:
          - {id: accuracy, key: a, rule: accuracy}
          - {id: safety, key: s, rule: safety}
    work: {submit: auto, order: listed}

    """

  static let revealing = """
    gloss: 1
    name: revealing
    title: Judge before you see
    item:
      show:
        - {field: text, as: text}
        - {field: answer, as: text, after: first}
    questions:
      - {id: first, kind: choice, ask: What do you think?, labels: [yes, no]}
      - {id: second, kind: choice, ask: And now?, labels: [same, other]}
    work: {submit: auto, order: listed}

    """
}

extension Sample {
  /// A label has the key that leads to the conflicts elsewhere.
  static let labelled = """
    gloss: 1
    name: clarity
    title: Clarity
    item: {show: [{field: text, as: text}]}
    questions:
      - {id: clear, kind: choice, ask: Is it clear?, labels: [{id: clear}, {id: unclear, key: x}]}
    work: {submit: auto, order: listed}

    """

  static let laterLabel = """
    gloss: 1
    name: clarity
    title: Clarity
    item: {show: [{field: text, as: text}]}
    questions:
      - {id: read, kind: choice, ask: Did you read it?, labels: [yes, no]}
      - {id: clear, kind: choice, ask: Is it clear?, labels: [{id: clear}, {id: unclear, key: x}]}
    work: {submit: auto, order: listed}

    """
}
