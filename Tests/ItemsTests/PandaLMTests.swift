import Foundation
import Items
import Support
import Testing

@Suite struct PandaLM {
  @Test(.enabled(if: Places.sharedData != nil, "the data beside the repository is missing"))
  func theTestSetHasNineHundredAndNinetyNineItems() throws {
    let file = try #require(Places.sharedData) + "/pandalm-testset/testset.jsonl"
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: file)))
    let shape = ItemShape(idField: "idx", hide: ["cmp_key", "annotator1"])
    var ids: Set<String> = []
    var booleans = 0
    var empty = 0
    for record in try records(JSONLReader(MemorySource(bytes), file: file, shape: shape)) {
      guard case .item(let canonical, _) = record else {
        Issue.record("\(record)")
        continue
      }
      let item = try Item(canonical)
      #expect(ids.insert(item.externalID).inserted)
      #expect(item.content["idx"] == .number(item.externalID))
      #expect(item.hidden?.members?.map(\.key) == ["annotator1", "cmp_key"])
      for field in ["response1", "response2"] {
        if item.content[field] == .bool(true) {
          booleans += 1
          #expect(item.text(field) == "true")
        }
        if item.content[field] == "" { empty += 1 }
      }
      #expect(CanonicalItem(item) == canonical)
    }
    #expect(ids == Set((0..<999).map(String.init)))
    #expect(booleans == 6)
    #expect(empty == 54)
  }

  @Test(.enabled(if: Places.sharedData != nil, "the data beside the repository is missing"))
  func theTableOfChoicesIsRead() throws {
    let file = try #require(Places.sharedData) + "/pandalm-testset/judgments.csv"
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: file)))
    let records = try records(
      DelimitedReader(MemorySource(bytes), file: file, delimiter: .comma))
    let choices = try records.map { record in
      guard case .item(let item, _) = record else { return "\(record)" }
      return try Item(item).text("choice") ?? ""
    }
    let counts = Dictionary(choices.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(counts.values.sorted() == [326, 1255, 1416], "\(counts)")
  }
}
