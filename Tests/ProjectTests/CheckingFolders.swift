import Guidelines
import Items
import Project
import Testing

@Suite struct CheckingFolders {
  @Test func aSoundFolderHasNoProblemsAndIsCounted() {
    let result = ProjectCheck.run(folder(), reservedKeys: ["d", "g"])
    #expect(result.problems.isEmpty, "\(result.problems.map(\.message))")
    var counts = ProjectCheck.Counts()
    counts.questions = 3
    counts.rules = 4
    counts.items = 2
    counts.gold = 1
    #expect(result.counts == counts)
    #expect(result.project?.name == "helpful-replies")
    #expect(result.handbook?.rule("safety") != nil)
  }

  @Test func aFolderWithoutAProjectSaysSo() {
    #expect(
      check(MemoryTree(texts: ["project.yml": replies]))
        == "There is no \"project.yaml\" in this folder. There is a \"project.yml\". Rename it.")
    #expect(check(MemoryTree(texts: [:])).contains("\"gloss new\" makes a project"))
  }

  @Test func problemsOfAllFilesAreToldTogether() {
    let found = check(
      folder([
        "project.yaml": replies.replacing("rule: safety", with: "rule: safty"),
        "guidelines/replies.md": repliesHandbook + "\n## Again {#overall}\n",
        "items/one.jsonl": item("q-1") + "\n{broken\n" + item("q-2") + "\n",
        "gold/one.jsonl": gold("q-9", #"{"better":{"prefer":"tie"}}"#) + "\n",
        "lead.yaml": "gloss: 1\ngold: {pool: 1, each: 0}\nsedes: {}\n",
      ]))
    let lines = found.split(separator: "\n")
    #expect(lines.count == 5, "\(found)")
    #expect(lines[0].hasPrefix("gold/one.jsonl:1:1: There is no item \"q-9\"."))
    #expect(lines[1].hasPrefix("guidelines/replies.md:15:"))
    #expect(lines[2].hasPrefix("items/one.jsonl:2:"))
    #expect(
      lines[3] == "lead.yaml:3:1: The key \"sedes\" is not known here. Perhaps \"seeds\" was meant."
    )
    #expect(
      lines[4] == "project.yaml:25:38: The handbook has no rule \"safty\". "
        + "Perhaps \"safety\" was meant.")
  }

  @Test func aQuestionOnAFieldThatNoItemHasIsToldTheNearest() {
    let found = check(
      folder(["project.yaml": replies.replacing("field: prompt", with: "field: promt")]))
    #expect(
      found == "project.yaml:8:15: No item has a field \"promt\". Perhaps \"prompt\" was meant.")
  }

  @Test func aFieldThatSomeItemsLackIsToldAtTheItems() {
    let lacking = #"{"id":"q-3","reply_a":"","reply_b":"","model_a":"","model_b":""}"#
    #expect(
      check(folder(["items/two.jsonl": "\n\(lacking)\n"]))
        == "items/two.jsonl:2:1: The item has no field \"prompt\". "
        + "The project shows it or asks about it. Add it, with an empty text if there is none.")
    let many = (3..<60).map { lacking.replacing("q-3", with: "q-\($0)") }.joined(separator: "\n")
    let lines = check(folder(["items/two.jsonl": many])).split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.first == "37 more items have no field \"prompt\".")
  }

  @Test func aMistypedHiddenFieldIsAProblem() {
    #expect(
      check(folder(["project.yaml": replies.replacing("[model_a,", with: "[modle_a,")]))
        == "project.yaml:10:10: No item has the hidden field \"modle_a\". If its name is mistyped, "
        + "the true field is in every annotator's store. Perhaps \"model_a\" was meant.")
  }

  @Test func oneIdWithTwoContentsIsToldWithBothPlaces() {
    let found = check(folder(["items/two.jsonl": item("q-2", reply: "Another.") + "\n"]))
    #expect(
      found == "items/two.jsonl:1:1: The item \"q-2\" stands at items/one.jsonl:2:1 with other "
        + "content. Give each item an id of its own.")
  }

  @Test func manyBadLinesAreToldByTheFirstOfEachSort() {
    let lines =
      Array(repeating: "{", count: 25)
      + (0..<30).flatMap { [item("x-\($0)"), item("x-\($0)", reply: "Another.")] }
    let found = check(folder(["items/two.jsonl": lines.joined(separator: "\n")])).split(
      separator: "\n")
    #expect(found.count == 42)
    #expect(
      found.prefix(2) == [
        "5 more lines of items cannot be read.", "10 more items have such a problem.",
      ])
  }

  @Test func theSameItemTwiceHarmsNothing() {
    let result = ProjectCheck.run(
      folder(["items/two.jsonl": item("q-2") + "\n"]), reservedKeys: [])
    #expect(result.problems.isEmpty)
    #expect(result.counts.repeated == 1)
    #expect(result.counts.items == 3)
  }

  @Test func idsThatOnlyLookAlikeAreTwoItems() {
    let lines = item("e\u{301}") + "\n" + item("é", reply: "Another.") + "\n"
    #expect(check(folder(["items/two.jsonl": lines])) == "")
  }

  @Test func keysOfCommandsAreRefused() {
    let found = check(folder(), reserved: ["a", "d", "u"])
    #expect(
      found == "project.yaml:24:29: The key \"a\" of the label \"accuracy\" is taken already. "
        + "It is a command's. Write \"key: c\", which is free.")
  }

  @Test func goldAnswersAreComparedWithTheQuestions() {
    let lines = [
      gold("q-1", #"{"better":{"prefer":"reply_b","grade":5,"of":3}}"#),
      gold("q-2", #"{"beter":{"prefer":"tie"}}"#),
      gold("q-1", #"{"better":{"prefer":"tie"},"why":["accuracy"]}"#, rule: "overal"),
      #"{"item":"q-2","answers":{},"rule":"overall","whi":"x","why":3}"#,
      #"{"item":"q-1","answers":{"better":{"prefer":"tie"}}}"#,
    ]
    let found = check(folder(["gold/one.jsonl": lines.joined(separator: "\n")]))
    let expected = #"""
      1:1: The gold answer of "q-1" to "better" cannot be. \#
      The grade 5 is not between 1, the weakest, and 3.
      2:1: The gold line of "q-2" answers "beter", which is no question. \#
      Perhaps "better" was meant.
      3:1: The item "q-1" has gold answers at 1:1 already. Remove one of the two lines.
      3:1: The handbook has no rule "overal". Perhaps "overall" was meant.
      3:1: The gold line of "q-1" answers "why", which is not asked then. \#
      It is asked when "better not in [tie, cannot_judge]". \#
      Remove that answer, or correct the others.
      4:1: The item "q-2" has gold answers at 2:1 already. Remove one of the two lines.
      4:1: The key "whi" is not known in a gold line. Perhaps "why" was meant.
      4:1: "why" is a text, but a number stands there.
      4:1: The gold line of "q-2" has no answers. Add "answers": {"question": answer, …}.
      5:1: The item "q-1" has gold answers at 3:1 already. Remove one of the two lines.
      5:1: The gold line of "q-1" names no rule. \#
      Gold teaches, and who answered otherwise must be able to look it up. \#
      Add "rule" with the id of a heading of the handbook.
      """#
    #expect(found.replacing("gold/one.jsonl:", with: "") == expected)
  }

  @Test func tablesAreReadAndOtherFilesAreToldToBeConverted() {
    let table =
      "id,prompt,reply_a,reply_b,model_a,model_b\r\nc-1,Hi,\"a, b\",c,m,n\r\n"
    let result = ProjectCheck.run(
      folder(["items/more.csv": table, "items/notes.docx": "x", "items/.DS_Store": "x"]),
      reservedKeys: [])
    #expect(result.counts.items == 3)
    #expect(
      result.problems.map(\.what) == ["The format of this file is not known."])
  }

  @Test func conversationsHaveTurns() {
    let bad =
      #"{"id":"q-3","prompt":[{"role":"user"}],"reply_a":"","reply_b":"","model_a":"","model_b":""}"#
    #expect(
      check(folder(["items/two.jsonl": bad])) == "items/two.jsonl:1:1: The field \"prompt\": "
        + "turn 1 has no text as \"role\" or as \"content\". "
        + "A conversation is a list of {\"role\": …, \"content\": …}, or a transcript.")
  }

  @Test func aMissingHandbookIsToldOnceAndNotForEveryRule() {
    let path = "guidelines: guidelines/replies.md"
    #expect(
      check(
        folder(["project.yaml": replies.replacing(path, with: "guidelines: guidelines/repies.md")]))
        == "project.yaml:4:13: The handbook \"guidelines/repies.md\" does not exist. "
        + "Perhaps \"replies.md\" was meant.")
    let without = check(folder(["project.yaml": replies.replacing(path + "\n", with: "")]))
    #expect(
      without.contains(
        "project.yaml:17:11: The rule \"overall\" is mentioned, but there is no handbook."))
  }

  @Test func aPoolOfGoldNeedsThatMuchGold() {
    let lead = "gloss: 1\ngold: {pool: 9, each: 3, gap: [5, 9]}\n"
    #expect(
      check(folder(["lead.yaml": lead]))
        == "lead.yaml:1:1: A pool of 9 gold items is wanted, but there are 1. "
        + "Add gold items under \"gold/\", or lower \"pool\" and \"each\".")
  }

  @Test func aFileThatCannotBeReadIsToldWithoutEscapes() {
    struct Broken: FileTree {
      struct Fault: Error, CustomStringConvertible { var description: String { "\u{1B}[31mno" } }
      func names(in folder: String) -> [String]? {
        folder.isEmpty ? ["project.yaml"] : folder == "items" ? ["a.jsonl"] : nil
      }
      func read(_ path: String) throws -> [UInt8] {
        if path == "project.yaml" {
          return Array(
            "gloss: 1\nname: x\nitem: {show: [t]}\nquestions: [{id: q, kind: text, ask: A}]".utf8)
        }
        throw Fault()
      }
      func source(_ path: String) throws -> any ByteSource { throw Fault() }
    }
    let found = ProjectCheck.run(Broken(), reservedKeys: []).problems.map(\.message)
    #expect(
      found == [
        "items/a.jsonl:1:1: The file cannot be read to its end. "
          + "The reason given is \"‹U+001B›[31mno\"."
      ])
  }
}
