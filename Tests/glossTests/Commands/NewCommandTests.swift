import Foundation
import Support
import Testing

@Suite struct NewCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func fieldsAreGuessedFromOnesOwnDataInItsOrder() throws {
    try scratch.write(
      """
      {"idx":1,"question":"Why?","answer_a":"Because.","answer_b":"So.","model":"m1"}
      {"idx":2,"question":"How?","answer_a":"Thus.","answer_b":"Like this.","model":"m2"}

      """, to: "mine.jsonl")
    let made = try scratch.gloss("new", "p", "--kind", "comparison", "--from", "mine.jsonl")
    #expect(made.status == 0, "\(made.errors)")
    let text = try String(contentsOfFile: scratch.path("p/project.yaml"), encoding: .utf8)
    #expect(text.contains("id: idx"))
    #expect(text.contains("{field: question, as: text}"))
    #expect(text.contains("{compare: [answer_a, answer_b], as: text}"))
    #expect(text.contains("hide: [model]"))
    let checked = try scratch.gloss("check", "p")
    #expect(checked.status == 0 && checked.output.contains("2 items"), "\(checked.errors)")
  }

  @Test func aTablesColumnsKeepTheirOrder() throws {
    try scratch.write("id,title,body\n1,One,Text one.\n2,Two,Text two.\n", to: "mine.csv")
    try scratch.gloss("new", "p", "--kind", "choice", "--from", "mine.csv")
    let text = try String(contentsOfFile: scratch.path("p/project.yaml"), encoding: .utf8)
    let title = try #require(text.range(of: "field: title"))
    let body = try #require(text.range(of: "field: body"))
    #expect(title.lowerBound < body.lowerBound)
  }

  @Test func transcriptPairsBecomeItemsWithThreeFields() throws {
    try scratch.write(
      #"{"chosen":"\n\nHuman: Hi\n\nAssistant: Hello","rejected":"\n\nHuman: Hi\n\nAssistant: Go"}"#
        + "\n", to: "pairs.jsonl")
    let made = try scratch.gloss(
      "new", "p", "--kind", "comparison", "--from", "pairs.jsonl", "--format", "hh")
    #expect(made.status == 0, "\(made.errors)")
    let items = try String(contentsOfFile: scratch.path("p/items/pairs.jsonl"), encoding: .utf8)
    #expect(items.hasPrefix(#"{"prompt":"#) && items.contains(#""reply_b":" Go""#))
    #expect(try scratch.gloss("check", "p").status == 0)
  }

  @Test func aFolderThatHoldsSomethingIsLeftAsItIs() throws {
    try scratch.write("mine", to: "p/notes.txt")
    let outcome = try scratch.gloss("new", "p", "--kind", "choice")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("is not empty"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("p/project.yaml")))
  }

  @Test func anUnknownKindIsAUsageErrorThatNamesTheNearest() throws {
    let outcome = try scratch.gloss("new", "p", "--kind", "comparision")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("Did you mean 'comparison'?"))
  }

  @Test func aDryRunMakesNothing() throws {
    let outcome = try scratch.gloss("new", "p", "--kind", "choice", "--dry-run")
    #expect(outcome.status == 0 && outcome.output.contains("p/project.yaml"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("p")))
  }

  @Test func theComparisonsOfPandaLMAreReadWhole() throws {
    guard let data = Places.sharedData else {
      print("skipped: there is no ../shared/data")
      return
    }
    try scratch.gloss(
      "new", "p", "--kind", "comparison", "--from", "\(data)/pandalm-testset/testset.jsonl")
    let made = try scratch.gloss("create", "p", "p.gloss", "--as", "ada")
    #expect(made.output.hasPrefix("p.gloss: 999 items"), "\(made.errors)")
    let text = try String(contentsOfFile: scratch.path("p/project.yaml"), encoding: .utf8)
    #expect(text.contains("{compare: [response1, response2]"))
  }
}
