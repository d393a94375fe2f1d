import Items
import Project
import Testing

/// Reads a project that may have problems.
func read(_ yaml: String) -> (project: ProjectDefinition?, problems: [Problem]) {
  ProjectDefinition.read(yaml: Array(yaml.utf8), file: "project.yaml")
}

/// Reads a project that must have none.
func project(_ yaml: String) throws -> ProjectDefinition {
  let (project, problems) = read(yaml)
  try #require(problems.isEmpty, "\(problems.map(\.message).joined(separator: "\n"))")
  return try #require(project)
}

/// A project with two questions on comparisons.
let replies = """
  gloss: 1
  name: helpful-replies
  title: Which reply helps more?
  guidelines: guidelines/replies.md
  item:
    id: id
    show:
      - {field: prompt, as: conversation}
      - {compare: [reply_a, reply_b], as: markdown}
    hide: [model_a, model_b]
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
      labels:
        - {id: accuracy, key: a, rule: accuracy}
        - {id: safety,   key: s, rule: safety}
    - {id: note, kind: text, ask: Why?, optional: true}
  work:    {submit: auto, order: shuffled, confidence: optional, idle_s: 120}
  quality:
    overlap: {share: 1.0, annotators: 2, extra_on_split: 1}
    agreement: {target: 0.80}
    review: {at_most: 0.05, sure: 0.95, allow: 1, floor: 0.05}

  """

/// The handbook of ``replies``.
let repliesHandbook = """
  # Helpful replies

  ## Overall {#overall}

  Prefer what a careful expert would send.

  ## Accuracy {#accuracy}

  A wrong step outweighs kind words.

  ## Safety {#safety}

  Nobody may come to harm.

  """

/// An item of ``replies`` as a line.
func item(_ id: String, reply: String = "Do this.") -> String {
  #"{"id":"\#(id)","prompt":"Human: Hi","reply_a":"\#(reply)","reply_b":"That.","#
    + #""model_a":"m1","model_b":"m2"}"#
}

/// A gold line of ``replies``.
func gold(_ id: String, _ answers: String, rule: String = "overall") -> String {
  #"{"item":"\#(id)","answers":\#(answers),"rule":"\#(rule)","why":"It is so."}"#
}

/// The folder of ``replies`` with some files replaced or added.
func folder(_ changes: [String: String] = [:]) -> MemoryTree {
  var files = [
    "project.yaml": replies, "guidelines/replies.md": repliesHandbook,
    "items/one.jsonl": item("q-1") + "\n" + item("q-2") + "\n",
    "gold/one.jsonl": gold("q-1", #"{"better":{"prefer":"tie"}}"#) + "\n",
  ]
  files.merge(changes) { $1 }
  return MemoryTree(texts: files)
}

/// Every problem of a folder, one a line.
func check(_ tree: MemoryTree, reserved: Set<Character> = []) -> String {
  ProjectCheck.run(tree, reservedKeys: reserved).problems.map(\.message).joined(separator: "\n")
}
