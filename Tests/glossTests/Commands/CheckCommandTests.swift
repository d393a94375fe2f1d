import Foundation
import Items
import Support
import Testing

@Suite struct CheckCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func everySampleIsSound() throws {
    let samples = Places.repositoryRoot + "/Samples"
    let names = try FileManager.default.contentsOfDirectory(atPath: samples).filter {
      FileManager.default.fileExists(atPath: "\(samples)/\($0)/project.yaml")
    }
    #expect(names.count >= 4)
    for name in names {
      let outcome = try scratch.gloss("check", "\(samples)/\(name)")
      #expect(outcome.status == 0, "\(name): \(outcome.errors)")
      #expect(outcome.output.contains("no problems"))
    }
  }

  @Test(arguments: ["choice", "choices", "scale", "text", "comparison"])
  func aNewProjectOfEveryKindIsSound(kind: String) throws {
    #expect(try scratch.gloss("new", kind, "--kind", kind).status == 0)
    let outcome = try scratch.gloss("check", kind)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func allMistakesAreToldAtOnceWithTheirPlaces() throws {
    try scratch.gloss("new", "p", "--kind", "choice")
    let path = scratch.path("p/project.yaml")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try scratch.write(text.replacing("questions:", with: "quetsions:"), to: "p/project.yaml")
    try scratch.write("{\"id\":\"a\"}\nbroken\n", to: "p/items/more.jsonl")
    let outcome = try scratch.gloss("check", "p")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("p/project.yaml:"))
    #expect(outcome.errors.contains("\"questions\""))
    #expect(outcome.errors.contains("p/items/more.jsonl:2:1:"))
  }

  @Test func theJSONDocumentHasEveryProblemWithItsPlace() throws {
    try scratch.gloss("new", "p", "--kind", "scale")
    try scratch.write("broken\n", to: "p/items/more.jsonl")
    let report = try JSON(text: scratch.gloss("check", "p", "--json").output)
    #expect(report["ok"]?.boolValue == false)
    let problem = report["problems"]?.elements?.first
    #expect(problem?["file"]?.stringValue == "items/more.jsonl")
    #expect(problem?["line"]?.integerValue == 1)
  }

  @Test func aMissingFolderAndAFileAreRefused() throws {
    let missing = try scratch.gloss("check", "nowhere")
    #expect(missing.status == 1 && missing.errors.contains("There is no folder nowhere."))
    try scratch.write("", to: "file")
    #expect(try scratch.gloss("check", "file").errors.contains("file is a file."))
  }

  @Test func brokenYAMLIsToldAndMakesNoStore() throws {
    try scratch.gloss("new", "p", "--kind", "text")
    try scratch.write("gloss: 1\nname: [\n", to: "p/project.yaml")
    let outcome = try scratch.gloss("create", "p", "p.gloss", "--as", "ada")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("p/project.yaml:"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("p.gloss")))
  }
}
