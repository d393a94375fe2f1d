import Foundation
import Items
import Support
import Testing

/// Two people, three stores, one result.
@Suite struct TogetherTests {
  let scratch: Scratch
  let ada: String
  let read = ["End", "Enter"]

  init() throws {
    scratch = try Scratch()
    ada = try scratch.store(kind: "comparison")
    try scratch.press(read + ["1", "7"], in: ada)
  }

  private func bob(_ name: String = "bob.gloss") throws -> String {
    let outcome = try scratch.gloss("people", "add", ada, "bob", "--store", name)
    guard outcome.status == 0 else { throw Failed(outcome: outcome) }
    return scratch.path(name)
  }

  @Test func theKeyBesideAGrantedStoreMovesAwayWhenItIsOpened() throws {
    let bob = try bob()
    let key = bob + ".key"
    #expect(FileManager.default.fileExists(atPath: key))
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    try scratch.press(read + ["4"], in: bob)
    #expect(!FileManager.default.fileExists(atPath: key))
    #expect(try scratch.status(of: bob)["judged"]?.integerValue == 1)
  }

  @Test func mergingGivesBothPeoplesJudgmentsAndMergingAgainChangesNothing() throws {
    let bob = try bob()
    try scratch.press(read + ["4", "4"], in: bob)
    let dry = try JSON(text: scratch.gloss("merge", ada, bob, "--dry-run", "--json").output)
    let wanted = dry["stores"]?.elements?.first?["new"]?.integerValue
    #expect(try scratch.gloss("export", ada).lines.count == 2)
    let merged = try JSON(text: scratch.gloss("merge", ada, bob, "--json").output)
    #expect(merged["stores"]?.elements?.first?["new"]?.integerValue == wanted)
    let exported = try scratch.gloss("export", ada)
    #expect(exported.lines.count == 4)
    let people = try exported.lines.map { try JSON(text: $0)["person"]?.stringValue ?? "" }
    #expect(Set(people) == ["ada", "bob"])
    let digest = try JSON(text: scratch.gloss("verify", ada, "--json").output)["digest"]
    #expect(try scratch.gloss("merge", ada, bob).output.contains("0 new"))
    let verified = try JSON(text: scratch.gloss("verify", ada, "--json").output)
    #expect(verified["digest"] == digest && verified["ok"]?.boolValue == true)
  }

  @Test func twoDevicesOfOnePersonConflictAndNothingIsLost() throws {
    let (one, two) = (try bob(), try bob("bob2.gloss"))
    try scratch.press(read + ["1"], in: one)
    try scratch.press(read + ["7"], in: two)
    let merged = try scratch.gloss("merge", ada, one, two, "--json")
    #expect(merged.status == 0)
    let last = try JSON(text: merged.output)["stores"]?.elements?.last
    #expect(last?["conflicts"]?.integerValue == 1)
    let plain = try scratch.gloss("export", ada)
    #expect(plain.lines.count == 2 && plain.errors.contains("--conflicts"))
    let all = try scratch.gloss("export", ada, "--conflicts")
    #expect(all.lines.count == 4)
    let item = try #require(
      try all.lines.compactMap { line -> String? in
        let json = try JSON(text: line)
        return json["status"]?.stringValue == "conflict" ? json["item"]?.stringValue : nil
      }.first)
    let history = try JSON(text: scratch.gloss("history", ada, item, "--json").output)
    let states = history["versions"]?.elements?.compactMap { $0["state"]?.stringValue } ?? []
    #expect(states.filter { $0 == "conflict" }.count == 2)
  }

  @Test func theOrderOfMergesLeavesNoTrace() throws {
    let (one, two) = (try bob(), try bob("bob2.gloss"))
    try scratch.press(read + ["1", "2"], in: one)
    try scratch.press(read + ["7"], in: two)
    let copy = try scratch.gloss(
      "people", "add", ada, "eve", "--role", "reviewer", "--store", "eve.gloss")
    #expect(copy.status == 0)
    // A reviewer holds every judgment, so her export must not depend on the way they came.
    try scratch.gloss("merge", "eve.gloss", two, one, ada)
    try scratch.gloss("merge", ada, one, two)
    try scratch.gloss("merge", "eve.gloss", ada)
    let here = try scratch.gloss("export", ada, "--conflicts").output
    let there = try scratch.gloss("export", "eve.gloss", "--conflicts").output
    #expect(!here.isEmpty && here == there)
  }

  @Test func anAnnotatorsStoreHoldsNothingOfWhatIsHidden() throws {
    try scratch.write(
      #"{"id":"h1","prompt":"p","reply_a":"a","reply_b":"b","model_x":"CANARY-7f3a"}"# + "\n",
      to: "data.jsonl")
    try scratch.gloss("new", "hidden", "--kind", "comparison", "--from", "data.jsonl")
    let text = try String(contentsOfFile: scratch.path("hidden/project.yaml"), encoding: .utf8)
    try #require(text.contains("hide: [model_x]"))
    try scratch.gloss("create", "hidden", "lead.gloss", "--as", "ada")
    try scratch.gloss("people", "add", "lead.gloss", "bob", "--store", "hidden-bob.gloss")
    try scratch.press(read + ["1"], in: "hidden-bob.gloss")
    try scratch.gloss("merge", "hidden-bob.gloss", "lead.gloss")
    func holds(_ word: String, _ store: String) throws -> Bool {
      try Data(contentsOf: URL(fileURLWithPath: scratch.path(store))).range(of: Data(word.utf8))
        != nil
    }
    #expect(try holds("CANARY-7f3a", "lead.gloss"))
    for word in ["CANARY-7f3a", "model_x"] { #expect(try !holds(word, "hidden-bob.gloss")) }
  }

  @Test func onlyALeadAddsPeopleItemsAndVersions() throws {
    let bob = try bob()
    try scratch.press(read, in: bob)
    let people = try scratch.gloss("people", "add", bob, "eve", "--store", "eve.gloss")
    #expect(people.status == 1 && people.errors.contains("Only a lead"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("eve.gloss")))
    let items = try scratch.gloss("import", bob, "project/items/examples.jsonl")
    #expect(items.status == 1 && items.errors.contains("Only a lead"))
    let publishing = try scratch.gloss("publish", bob, "project")
    #expect(publishing.status == 1 && publishing.errors.contains("Only a lead"))
  }

  @Test func aStoreOfAnotherProjectIsNotMerged() throws {
    try scratch.gloss("create", "project", "other.gloss", "--as", "eve")
    let outcome = try scratch.gloss("merge", ada, "other.gloss")
    #expect(outcome.status == 1 && outcome.errors.contains("belongs to another project"))
  }

  @Test func judgmentsReadBackInStayMarkedAsImported() throws {
    try scratch.gloss("export", ada, "-o", "out.judgments.jsonl")
    try scratch.gloss("create", "project", "other.gloss", "--as", "eve")
    let first = try scratch.gloss("import", "other.gloss", "out.judgments.jsonl")
    #expect(first.output == "2 new, 0 there already\n", "\(first.errors)")
    let again = try scratch.gloss("import", "other.gloss", "out.judgments.jsonl")
    #expect(again.output == "0 new, 2 there already\n")
    #expect(try scratch.status(of: "other.gloss")["judged"]?.integerValue == 0)
    let exported = try scratch.gloss("export", "other.gloss")
    #expect(exported.output.isEmpty && exported.errors.contains("imported from elsewhere"))
    let line = try String(
      contentsOfFile: scratch.path("out.judgments.jsonl"), encoding: .utf8
    ).split(separator: "\n")[0]
    let item = try #require(try JSON(text: String(line))["item"]?.stringValue)
    let history = try JSON(
      text: scratch.gloss("history", "other.gloss", item, "--json").output)
    let version = history["versions"]?.elements?.first
    #expect(version?["state"]?.stringValue == "imported")
    #expect(version?["person"]?.stringValue == "ada")
  }
}
