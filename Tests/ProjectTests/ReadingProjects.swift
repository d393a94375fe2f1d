import Items
import Project
import Questions
import Testing

@Suite struct ReadingProjects {
  @Test func theExampleOfTheDesignIsRead() throws {
    let project = try project(replies)
    #expect(project.name == "helpful-replies")
    #expect(project.title == "Which reply helps more?")
    #expect(project.shape == ItemShape(idField: "id", hide: ["model_a", "model_b"]))
    #expect(
      project.parts == [
        .field("prompt", .conversation), .compare(["reply_a", "reply_b"], .markdown),
      ])
    #expect(project.questions.map(\.id) == ["better", "why", "note"])
    #expect(project.questions.map(\.isOneKey) == [true, false, false])
    #expect(project.work == WorkPolicy(submit: .auto, order: .shuffled))
    #expect(project.quality.overlapShare == 1)
    #expect(project.rules.map(\.word) == ["overall", "accuracy", "safety"])
    #expect(project.rules.map(\.place.line) == [18, 24, 25])
  }

  @Test func scalarsStayText() throws {
    let project = try project(
      """
      gloss: 1
      name: words
      item: {show: [text]}
      questions:
        - id: q
          kind: choice
          ask: 12:30
          labels: [yes, no, 1_000, 0x1F, 1.50, ~, null, true, 2026-01-05, .inf, <<]
      """)
    #expect(project.questions[0].ask == "12:30")
    #expect(
      project.questions[0].kind.conditionWords
        == ["yes", "no", "1_000", "0x1F", "1.50", "~", "null", "true", "2026-01-05", ".inf", "<<"])
  }

  @Test func everyMistakeIsToldAtOnceWithItsPlace() {
    let found = read(
      """
      gloss: 1
      nam: replies
      titel: Replies
      item:
        show:
          - {field: prompt, as: conversaton}
          - {compare: [reply_a]}
        hide: [prompt]
      questions:
        - id: better
          kind: comparison
          ask: Which?
          between: [reply_a, reply_c]
          also: [ties]
        - id: why
          kind: choices
          ask: What?
          when: beter == tie and better == both_good
          labels: [{id: a, key: x}, {id: b, key: x}]
        - {id: why, kind: spanz, ask: Where?}
        - {id: clear, kind: scale, ask: How?, low: few}
      work: {submit: never}
      quality: {overlap: {share: 1.5}}
      """
    ).problems.map(\.message)
    #expect(
      found == [
        "project.yaml:1:1: The key \"name\" is missing. A short name: letters, digits, `_` and `-`. "
          + "Perhaps \"nam\" was meant to be it.",
        "project.yaml:2:1: The key \"nam\" is not known here. Perhaps \"name\" was meant.",
        "project.yaml:3:1: The key \"titel\" is not known here. Perhaps \"title\" was meant.",
        "project.yaml:6:27: The key \"as\" cannot be \"conversaton\". "
          + "Perhaps \"conversation\" was meant.",
        "project.yaml:7:17: One field alone cannot be compared. Name at least two fields.",
        "project.yaml:8:10: The field \"prompt\" is both shown and hidden. "
          + "Remove it from \"show\" or from \"hide\".",
        "project.yaml:13:24: The field \"reply_c\" is compared but not shown. "
          + "Perhaps \"reply_a\" was meant.",
        "project.yaml:14:12: \"ties\" is no verdict of a comparison. Perhaps \"tie\" was meant.",
        "project.yaml:18:11: The condition of \"why\" asks about \"beter\", which is no question. "
          + "Perhaps \"better\" was meant.",
        "project.yaml:18:28: The condition of \"why\" waits for \"both_good\", "
          + "which is no answer to \"better\". The answers are \"reply_a\", \"reply_c\".",
        "project.yaml:19:44: The key \"x\" of the label \"b\" is taken already. "
          + "The label \"a\" has it, at project.yaml:19:27. Write \"key: b\", which is free.",
        "project.yaml:20:21: The key \"kind\" cannot be \"spanz\". "
          + "It is one of \"choice\", \"choices\", \"scale\", \"text\", \"comparison\".",
        "project.yaml:21:46: The key \"low\" needs a whole number from 0 to 99, "
          + "but \"few\" stands there.",
        "project.yaml:22:16: The key \"submit\" cannot be \"never\". "
          + "Perhaps \"enter\" was meant.",
        "project.yaml:23:28: The key \"share\" needs a number from 0.0 to 1.0, "
          + "but \"1.5\" stands there.",
      ])
  }

  @Test func duplicateKeysHideNoOtherMistake() {
    let found = read(
      """
      gloss: 1
      name: one
      name: two
      "item": {show: [text], 'show': [text]}
      'item': {}
      questions:
        - {id: q, kind: text, ask: A?, ask: B?, prefil: x}
      """
    ).problems.map(\.message)
    #expect(
      found == [
        "project.yaml:3:1: The key \"name\" stands twice, first at project.yaml:2:1. "
          + "Remove one of them.",
        "project.yaml:4:25: The key \"show\" stands twice, first at project.yaml:4:10. "
          + "Remove one of them.",
        "project.yaml:5:2: The key \"item\" stands twice, first at project.yaml:4:2. "
          + "Remove one of them.",
        "project.yaml:7:34: The key \"ask\" stands twice, first at project.yaml:7:25. "
          + "Remove one of them.",
        "project.yaml:7:43: The key \"prefil\" is not known here. Perhaps \"prefill\" was meant.",
      ])
  }

  @Test func questionsStandOnceAndConditionsLookBackwards() {
    let found = read(
      """
      gloss: 1
      name: order
      item: {show: [{field: text, as: text}, {field: answer, as: text, after: lable}]}
      questions:
        - {id: first, kind: text, ask: A?, when: label == a}
        - {id: label, kind: choice, ask: B?, labels: [a, b], was: first}
        - {id: label, kind: text, ask: C?}
        - {id: x, kind: text, ask: D?, was: older}
        - {id: y, kind: text, ask: E?, was: older}
      """
    ).problems.map(\.message)
    #expect(
      found == [
        "project.yaml:3:48: The field \"answer\" waits for \"lable\", which is no question. "
          + "Perhaps \"label\" was meant.",
        "project.yaml:5:44: The condition of \"first\" asks about \"label\", "
          + "which is not asked before it. Move that question up.",
        "project.yaml:6:61: The question \"label\" was \"first\", which is still asked. "
          + "Remove \"was\", or the other question.",
        "project.yaml:7:10: The question \"label\" stands twice, first at project.yaml:6:10. "
          + "Give one of them another id.",
        "project.yaml:9:39: Both \"x\" and \"y\" say that they were \"older\". "
          + "Remove \"was\" from one of them.",
      ])
  }

  @Test func aFieldCanWaitForAnAnswer() throws {
    let project = try project(
      """
      gloss: 1
      name: waits
      item: {show: [text, {field: solution, as: markdown, after: guess}]}
      questions: [{id: guess, kind: text, ask: What is it?}]
      """)
    #expect(project.revealedBy == ["solution": "guess"])
    #expect(try ProjectDefinition(publicForm: project.publicForm).revealedBy == project.revealedBy)
  }

  @Test(arguments: [
    ("", "1:1: The file is empty."), ("# nothing\n", "1:1: The file is empty."),
    ("- a\n- b\n", "1:1: A map of keys was expected, but a list stands here."),
    ("gloss: 2\nname: x\n", "1:8: The format \"2\" is not known. The file was written for a newer"),
    ("name: [\n", "2:1: The file cannot be read as YAML from here"),
    ("a: b: c\n", "1:5: The file cannot be read as YAML from here: mapping values are not allowed"),
    ("a:\n\t- b\n", "2:1: The file cannot be read as YAML from here"),
    ("a: \"\\ud800\"\n", "The file cannot be read as YAML from here"),
    ("a: b\u{0}c\n", "The file has a character that YAML does not allow"),
    ("a: b\n---\nc: d\n", "2:1: The file cannot be read as YAML from here"),
    ("? [a, b]\n: c\n", "1:3: A key is a word, but a list stands here."),
    ("a: 'open\n", "The file cannot be read as YAML from here"),
    ("a: *nowhere\n", "1:4: The file cannot be read as YAML from here: found undefined alias"),
  ])
  func brokenFilesAreToldWithAPlace(yaml: String, start: String) {
    let found = read(yaml).problems.map(\.message)
    #expect(found.contains { $0.contains(start) }, "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("project.yaml:") }, "\(found)")
  }

  @Test func bytesThatAreNoUTF8AreToldWithTheirPlace() {
    let bytes = Array("gloss: 1\nname: é".utf8) + [0xC3, 0x28]
    let (project, problems) = ProjectDefinition.read(yaml: bytes, file: "project.yaml")
    #expect(project == nil)
    #expect(
      problems.map(\.message)
        == ["project.yaml:2:8: The file is not UTF-8 here. Save it as UTF-8."])
  }

  @Test func aByteOrderMarkAndWindowsLineEndsChangeNothing() throws {
    let plain = try project(replies)
    let windows = "\u{FEFF}" + replies.replacing("\n", with: "\r\n")
    #expect(try project(windows).publicForm == plain.publicForm)
    #expect(read("\u{FEFF}gloss: 1\r\nnam: x").problems.last?.place?.line == 2)
    #expect(read("\u{FEFF}gloss: 1\r\nnam: x").problems.last?.place?.column == 1)
  }

  @Test func pathsStayWithinTheProject() {
    for path in ["../x.md", "/etc/passwd", "a/../../x.md", "a\\\\b.md", "./x.md", "a//b.md"] {
      let found = read(
        "gloss: 1\nname: x\nguidelines: \"\(path)\"\nitem: {show: [t]}\n"
          + "questions: [{id: q, kind: text, ask: A?}]\n"
      ).problems
      #expect(found.count == 1, "\(path)")
      #expect(found.first?.what.contains("is not a path within the project") == true, "\(path)")
    }
  }

  @Test func noEscapeSequenceOfTheFileReachesAMessage() {
    let found = read(
      """
      gloss: 1
      name: "\\e]0;owned\\a"
      item: {show: ["t"], "\\u202Eedih": x}
      questions: [{id: "\\x9B31m", kind: "\\e[2J", ask: A?}]
      """
    ).problems
    #expect(found.count >= 3)
    for problem in found {
      #expect(
        problem.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) }
      )
      #expect(!problem.message.unicodeScalars.contains("\u{202E}"))
    }
  }
}
