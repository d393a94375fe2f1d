import Foundation
import Items
import Judgments
import Support
import Testing

@Suite struct StoreCommandTests {
  let scratch: Scratch
  let store: String

  init() throws {
    scratch = try Scratch()
    store = try scratch.store(kind: "scale")
  }

  @Test func aFreshStoreStandsAsItWasMade() throws {
    let status = try scratch.status(of: store)
    #expect(status["person"]?.stringValue == "ada")
    #expect(status["project"]?.stringValue == "project")
    #expect(status["handbook"]?.stringValue == "v1" && status["questions"]?.stringValue == "v1")
    for count in ["judged", "aside", "asked", "drafts", "conflicts"] {
      #expect(status[count]?.integerValue == 0, "\(count)")
    }
    #expect((status["items"]?.integerValue ?? 0) > 0)
  }

  @Test func aJudgmentComesOutAsTheDesignShapesIt() throws {
    try scratch.press(["End", "Enter", "4"], in: store)
    let line = try #require(try scratch.gloss("export", store).lines.first)
    let record = try JSON(text: line)
    #expect(
      record.members?.map(\.key) == [
        "item", "person", "answers", "aside", "asked", "notes", "confidence", "active_ms",
        "away_ms", "presented", "guidelines", "questions", "status", "at",
      ])
    #expect(record["answers"]?.members?.first?.value == 4)
    #expect(record["status"]?.stringValue == "settled")
    #expect(record["guidelines"]?.stringValue == "v1")
  }

  @Test func whatWasTakenBackHasALineOnRequestOnly() throws {
    try scratch.press(["End", "Enter", "4", "u", "u"], in: store)
    let plain = try scratch.gloss("export", store)
    #expect(plain.output.isEmpty && plain.errors.contains("1 judgment taken back and left out"))
    let line = try #require(try scratch.gloss("export", store, "--retracted").lines.first)
    #expect(try JSON(text: line)["status"]?.stringValue == "retracted")
    #expect(try JSON(text: line)["answers"] == nil)
  }

  @Test func exportingToAFileWritesItWholeOrNotAtAll() throws {
    try scratch.press(["End", "Enter", "4"], in: store)
    let outcome = try scratch.gloss("export", store, "-o", "out.jsonl")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    let written = try String(contentsOfFile: scratch.path("out.jsonl"), encoding: .utf8)
    #expect(try written == scratch.gloss("export", store).output)
    let refused = try scratch.gloss("export", store, "-o", "no/such/folder.jsonl")
    #expect(refused.status == 1 && refused.errors.contains("could not be written"))
  }

  @Test func aSoundStoreIsVerifiedAndADamagedOneFails() throws {
    try scratch.press(["End", "Enter", "4", "2"], in: store)
    let sound = try JSON(text: scratch.gloss("verify", store, "--json").output)
    #expect(sound["ok"]?.boolValue == true)
    let places = sound["places"]?.members?.compactMap(\.value.integerValue) ?? []
    #expect(places.reduce(0, +) == sound["operations"]?.integerValue)
    // One bit of a judgment's payload.
    var bytes = try Data(contentsOf: URL(fileURLWithPath: store))
    let dump = try scratch.gloss("dump", store).lines.map { try JSON(text: $0) }
    let judged = try #require(dump.last { $0["kind"]?.stringValue == "judge.put" })
    let payload = try #require(Hexadecimal.bytes(judged["payload_hex"]?.stringValue ?? ""))
    let place = try #require(bytes.range(of: Data(payload)))
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: URL(fileURLWithPath: store))
    let damaged = try scratch.gloss("verify", store, "--json")
    #expect(damaged.status == 1)
    #expect(try JSON(text: damaged.output)["ok"]?.boolValue == false)
  }

  @Test func aDumpHasEveryOperationWithItsBytes() throws {
    let dump = try scratch.gloss("dump", store).lines.map { try JSON(text: $0) }
    #expect(try dump.count == scratch.status(of: store)["operations"]?.integerValue)
    for line in dump {
      let envelope = try #require(Hexadecimal.bytes(line["envelope_hex"]?.stringValue ?? ""))
      #expect(Operation.hash(ofEnvelope: envelope).hex == line["op"]?.stringValue)
      for key in ["chain", "seq", "scope", "person", "kind", "payload"] {
        #expect(line[key] != nil, "\(key)")
      }
    }
  }

  @Test func aBackupIsWholeAndItsChecksumHolds() throws {
    try scratch.press(["End", "Enter", "4"], in: store)
    #expect(try scratch.gloss("backup", store, "copy.gloss").status == 0)
    let manifest = try String(contentsOfFile: scratch.path("copy.gloss.sha256"), encoding: .utf8)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.path("copy.gloss")))
    #expect(manifest.contains("\(Hash.sha256(Array(bytes)).hex)  copy.gloss\n"))
    #expect(
      try scratch.gloss("export", "copy.gloss").output == scratch.gloss("export", store).output)
    #expect(try scratch.gloss("backup", store, "copy.gloss").status == 1)
  }

  @Test func whatIsNoStoreIsRefusedWithAReason() throws {
    try scratch.write("not a database at all, but long enough to be looked at\n", to: "text")
    try scratch.write("", to: "empty")
    for command in ["status", "export", "verify", "dump"] {
      let missing = try scratch.gloss(command, "nowhere.gloss")
      #expect(missing.status == 1 && missing.errors.contains("There is no store"), "\(command)")
      for file in ["text", "empty"] {
        let outcome = try scratch.gloss(command, file)
        #expect(outcome.status == 1 && outcome.errors.hasPrefix("gloss: "), "\(command) \(file)")
        #expect(outcome.output.isEmpty)
      }
    }
  }

  @Test func aFileThatIsThereIsNeverOverwritten() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: store))
    let outcome = try scratch.gloss("create", "project", store, "--as", "eve")
    #expect(outcome.status == 1 && outcome.errors.contains("left as it is"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == before)
  }

  @Test func publishingShowsEveryChangeAndAppliesItOnce() throws {
    try scratch.press(["End", "Enter", "4"], in: store)
    let path = scratch.path("project/guidelines/project.md")
    let handbook = try String(contentsOfFile: path, encoding: .utf8)
    try scratch.write(
      handbook + "\n## Kindness {#kindness}\n\nBe kind.\n", to: "project/guidelines/project.md")
    let dry = try scratch.gloss("publish", store, "project", "--dry-run")
    #expect(dry.output.contains("rule kindness: added, meaning"))
    #expect(try scratch.status(of: store)["handbook"]?.stringValue == "v1")
    let real = try scratch.gloss("publish", store, "project")
    #expect(real.output.contains("Published handbook v2."), "\(real.errors)")
    #expect(try scratch.status(of: store)["handbook"]?.stringValue == "v2")
    #expect(try scratch.gloss("publish", store, "project").output == "Nothing changed.\n")
    let line = try #require(try scratch.gloss("export", store).lines.first)
    #expect(try JSON(text: line)["guidelines"]?.stringValue == "v1")
  }

  @Test func anItemsNewContentIsPublishedAsARevision() throws {
    let path = scratch.path("project/items/examples.jsonl")
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let first = try JSON(text: String(lines[0]))
    let members = (first.members ?? []).map { member in
      member.key == "id" ? member : JSONMember(member.key, "Quite another text.")
    }
    let changed = JSON.object(members).canonicalText
    try scratch.write(
      ([changed] + lines.dropFirst(2).map(String.init)).joined(separator: "\n") + "\n",
      to: "project/items/examples.jsonl")
    let outcome = try scratch.gloss("publish", store, "project", "--retire")
    #expect(outcome.output.contains("1 revised"), "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("1 retired"))
    #expect(try scratch.gloss("publish", store, "project").output == "Nothing changed.\n")
    #expect(try scratch.gloss("verify", store).status == 0)
  }
}
