import Foundation
import Items
import Support
import Testing

@Suite struct ImportCommandTests {
  let scratch: Scratch
  let store: String

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
  }

  private func items(_ outcome: Scratch.Outcome) throws -> [String: Int] {
    let json = try JSON(text: outcome.output)
    return Dictionary(
      uniqueKeysWithValues: (json.members ?? []).compactMap { member in
        member.value.integerValue.map { (member.key, $0) }
      })
  }

  @Test func importingTwiceAddsNothingAndSaysSo() throws {
    try scratch.write(#"{"id":"x1","text":"one"}"# + "\n", to: "more.jsonl")
    let first = try scratch.gloss("import", store, "more.jsonl")
    #expect(first.output == "1 new, 0 there already\n", "\(first.errors)")
    let again = try scratch.gloss("import", store, "more.jsonl")
    #expect(again.output == "0 new, 1 there already\n")
    #expect(again.status == 0)
    let operations = try scratch.status(of: store)["operations"]
    try scratch.gloss("import", store, "more.jsonl")
    #expect(try scratch.status(of: store)["operations"] == operations)
  }

  @Test func aBadLineIsNamedAndNeverStopsTheGoodOnes() throws {
    try scratch.write(
      """
      {"id":"x1","text":"one"}
      {"id":"x2","text":
      {"id":"x3","text":"\\ud800"}
      {"text":"no id"}

      {"id":"x4","text":"four"}

      """, to: "more.jsonl")
    let outcome = try scratch.gloss("import", store, "more.jsonl", "--json")
    #expect(outcome.status == 0)
    #expect(try items(outcome) == ["new": 2, "had": 0, "refused": 0, "unread": 3])
    for line in [2, 3, 4] { #expect(outcome.errors.contains("more.jsonl:\(line):")) }
  }

  @Test func strictAddsNothingAtAllWhenALineIsWrong() throws {
    try scratch.write(#"{"id":"x1","text":"one"}"# + "\nbroken\n", to: "more.jsonl")
    let before = try scratch.status(of: store)["items"]
    let outcome = try scratch.gloss("import", store, "more.jsonl", "--strict")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("more.jsonl:2:1:"))
    #expect(try scratch.status(of: store)["items"] == before)
  }

  @Test func otherContentUnderOneIDIsRefusedWithBothPlaces() throws {
    try scratch.write(
      #"{"id":"x1","text":"one"}"# + "\n" + #"{"id":"x1","text":"other"}"# + "\n",
      to: "more.jsonl")
    let outcome = try scratch.gloss("import", store, "more.jsonl")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors.contains(#"more.jsonl:2:1: The id "x1" has other content at more.jsonl:1:1."#))
    let strict = try scratch.gloss("import", store, "more.jsonl", "--strict")
    #expect(strict.status == 1)
  }

  @Test func aFileWithoutAnyReadableLineFails() throws {
    try scratch.write("nothing\nhere\n", to: "more.jsonl")
    #expect(try scratch.gloss("import", store, "more.jsonl").status == 1)
  }

  @Test func tablesAndCompressedFilesAndStandardInputAreRead() throws {
    try scratch.write("\u{FEFF}id,text\r\nc1,\"a, b\"\r\nc2,x\r\n", to: "more.csv")
    #expect(try scratch.gloss("import", store, "more.csv").output.hasPrefix("2 new"))
    try scratch.write("id\ttext\nt1\tone\n", to: "more.tsv")
    #expect(try scratch.gloss("import", store, "more.tsv").output.hasPrefix("1 new"))
    try scratch.write(#"{"id":"z1","text":"one"}"# + "\n", to: "more.jsonl")
    _ = try scratch.run("/usr/bin/env", ["gzip", "more.jsonl"])
    #expect(try scratch.gloss("import", store, "more.jsonl.gz").output.hasPrefix("1 new"))
    let input = #"{"id":"s1","text":"one"}"# + "\n"
    #expect(try scratch.gloss("import", store, "-", input: input).output.hasPrefix("1 new"))
  }

  @Test func aTruncatedCompressedFileIsToldAsDamaged() throws {
    let text = (0..<2000).map { "{\"id\":\"z\($0)\",\"text\":\"\($0 &* 2_654_435_761)\"}\n" }
    try scratch.write(text.joined(), to: "more.jsonl")
    _ = try scratch.run("/usr/bin/env", ["gzip", "more.jsonl"])
    let path = scratch.path("more.jsonl.gz")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    try data.prefix(data.count / 2).write(to: URL(fileURLWithPath: path))
    let outcome = try scratch.gloss("import", store, "more.jsonl.gz")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("cannot be decompressed to its end"))
  }

  @Test func escapeSequencesOfAFileReachNoTerminal() throws {
    try scratch.write("{\"id\":\"x\u{1B}[31m\u{202E}\u{9B}1m\", oops\n", to: "more.jsonl")
    let outcome = try scratch.gloss("import", store, "more.jsonl")
    for hostile in ["\u{1B}", "\u{202E}", "\u{9B}"] {
      #expect(!outcome.errors.contains(hostile) && !outcome.output.contains(hostile))
    }
  }

  @Test func anUnknownNameNeedsAFormat() throws {
    try scratch.write(#"{"id":"x1","text":"one"}"# + "\n", to: "more.data")
    #expect(try scratch.gloss("import", store, "more.data").status == 1)
    #expect(try scratch.gloss("import", store, "more.data", "--format", "jsonl").status == 0)
  }

  @Test func theTranscriptsOfHHAreReadWhole() throws {
    guard let data = Places.sharedData else {
      print("skipped: there is no ../shared/data")
      return
    }
    let file = "\(data)/hh-rlhf-harmless-test/test.jsonl.gz"
    try scratch.gloss("new", "hh", "--kind", "comparison", "--from", file, "--format", "hh")
    let made = try scratch.gloss("create", "hh", "hh.gloss", "--as", "ada")
    #expect(made.output.hasPrefix("hh.gloss: 2,312 items"), "\(made.errors)")
    let again = try scratch.gloss("import", "hh.gloss", file, "--format", "hh")
    #expect(again.output == "0 new, 2,312 there already\n")
  }
}
