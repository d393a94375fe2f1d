import Foundation
import Interchange
import Items
import Support
import Testing

@Suite struct Transcripts {
  private func told(_ text: String, _ shape: ItemShape = ItemShape()) throws -> [String] {
    var reader = HHTranscripts(MemorySource(text), file: "f", shape: shape)
    var told: [String] = []
    while let record = try reader.next() {
      switch record {
      case .item(let item, _): told.append(String(decoding: item.content, as: UTF8.self))
      case .problem(let problem): told.append(problem.message)
      }
    }
    return told
  }

  @Test func thePromptEndsAfterTheLastCommonTurnOfTheAssistant() throws {
    let pair = try #require(
      TranscriptPair(
        chosen: "\n\nHuman: Hi\n\nAssistant: Yes?\n\nHuman: Go\n\nAssistant: One",
        rejected: "\n\nHuman: Hi\n\nAssistant: Yes?\n\nHuman: Go\n\nAssistant: On\n\nAssistant: Two"
      ))
    #expect(pair.prompt == "\n\nHuman: Hi\n\nAssistant: Yes?\n\nHuman: Go\n\nAssistant:")
    #expect(pair.chosen == " One")
    #expect(pair.rejected == " On\n\nAssistant: Two")
  }

  @Test func thePromptNeverEndsWithinTheReplies() throws {
    // The replies part within the second marker, which so is not common.
    let pair = try #require(
      TranscriptPair(
        chosen: "\n\nHuman: é\n\nAssistant: a\n\nAssistant: x",
        rejected: "\n\nHuman: é\n\nAssistant: a\n\nAssistant"))
    #expect(pair.prompt == "\n\nHuman: é\n\nAssistant:")
    #expect(pair.chosen == " a\n\nAssistant: x")
    #expect(TranscriptPair(chosen: "\n\nAssistant: a", rejected: "\n\nHuman: b") == nil)
  }

  @Test func promptAndReplyAreTheWholeTranscript() throws {
    var random = SplitMix64(seed: 11)
    let parts = ["\n\nAssistant:", "\n\nHuman:", " a", "é", "\n", "Assistant:", "e\u{301}"]
    for round in 0..<2000 {
      func text(_ count: Int) -> String { (0..<count).map { _ in random.pick(parts) }.joined() }
      let common = text(4)
      let (chosen, rejected) = (common + text(3), common + text(3))
      guard let pair = TranscriptPair(chosen: chosen, rejected: rejected) else {
        #expect(
          !common.utf8.contains(HHTranscripts<MemorySource>.marker), "seed 11, round \(round)")
        continue
      }
      #expect((pair.prompt + pair.chosen).hasSameBytes(as: chosen), "seed 11, round \(round)")
      #expect((pair.prompt + pair.rejected).hasSameBytes(as: rejected), "seed 11, round \(round)")
      #expect(pair.prompt.hasSuffix("\n\nAssistant:"))
    }
  }

  @Test func aBadLineIsToldAndTheOthersAreRead() throws {
    let good = #"{"chosen":"\n\nAssistant: a","rejected":"\n\nAssistant:","source":7}"#
    let told = try told(
      """
      \(good)
      {"chosen":"\\n\\nAssistant: a"}
      {"chosen":"x","rejected":"y"}
      {"chosen":[],"rejected":"y"}
      {"chosen":"\\n\\nAssistant:","rejected":"\\n\\nAssistant:","prompt":1}
      7
      {"chosen"
      \(good)
      """)
    let item = #"{"prompt":"\n\nAssistant:","reply_a":" a","reply_b":"","source":7}"#
    #expect(
      told == [
        item,
        #"f:2:1: The line has no field "rejected". A line of HH transcripts is {"chosen": …, "rejected": …}."#,
        #"f:3:1: The transcripts have no turn of the assistant in common. The prompt ends after the last common "\n\nAssistant:". Check that both begin with the same turns."#,
        #"f:4:1: The field "chosen" is an array. A transcript is one text with turns of Human: and Assistant:."#,
        #"f:5:1: The line has a field "prompt" of its own. The parts of the transcripts get that name. Rename the field, or import the file as JSONL."#,
        #"f:6:1: The line is a number, not an object. A line of HH transcripts is {"chosen": …, "rejected": …}."#,
        #"f:7:10: The text ends too early. ":" was expected after the key. Complete it."#,
        item,
      ])
  }

  @Test func otherFieldsCanBeHiddenOrNameTheItem() throws {
    var reader = HHTranscripts(
      MemorySource(#"{"chosen":"\n\nAssistant:","rejected":"\n\nAssistant:","id":5,"m":"x"}"#),
      file: "f", shape: ItemShape(idField: "id", hide: ["m"]))
    guard case .item(let item, _)? = try reader.next() else {
      Issue.record("no item")
      return
    }
    #expect(item.externalID == "5")
    #expect(item.hidden == Array(#"{"m":"x"}"#.utf8))
  }

  @Test(.enabled(if: Places.sharedData != nil, "the data beside the repository is missing"))
  func theHarmlessTestSplitHasItsItems() throws {
    let file = try #require(Places.sharedData) + "/hh-rlhf-harmless-test/test.jsonl.gz"
    let bytes = try decompress(file)
    var reader = HHTranscripts(MemorySource(bytes), file: file)
    var ids: Set<String> = []
    var count = 0
    var blank = 0
    while let record = try reader.next() {
      guard case .item(let canonical, _) = record else {
        Issue.record("\(record)")
        continue
      }
      count += 1
      let item = try Item(canonical)
      #expect(item.externalID == Item.contentID(item.content))
      ids.insert(item.externalID)
      for field in ["reply_a", "reply_b"] {
        let reply = try #require(item.text(field))
        if reply.allSatisfy(\.isWhitespace) { blank += 1 }
      }
    }
    #expect(count == 2312)
    #expect(ids.count == 2312)
    #expect(blank == 4)
  }

  private func decompress(_ file: String) throws -> [UInt8] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", file]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return [UInt8](data)
  }
}

extension String.UTF8View {
  fileprivate func contains(_ text: String) -> Bool {
    let bytes = Array(self)
    let wanted = Array(text.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
  }
}
