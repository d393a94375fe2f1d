import Foundation
import Items
import Judgments
import Support
import Testing

/// `Documentation/operations.md` shows what the program writes.
@Suite struct OperationDocument {
  private static let path = Places.repositoryRoot + "/Documentation/operations.md"
  private static let heading = "## Examples\n"

  @Test func itsExamplesAreTheBytesThatAreWritten() throws {
    let examples = try #require(OperationExamples()).markdown
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let parts = text.components(separatedBy: Self.heading)
    try #require(parts.count == 2, "the document has one section of examples")
    let first = try #require(parts[1].range(of: "### "))
    let expected = String(parts[1][first.lowerBound...])
    if Places.environment("GLOSS_WRITE_DOCUMENTS") != nil, expected != examples {
      let written = parts[0] + Self.heading + parts[1][..<first.lowerBound] + examples
      try written.write(toFile: Self.path, atomically: true, encoding: .utf8)
    } else {
      #expect(
        expected == examples,
        "GLOSS_WRITE_DOCUMENTS=1 writes the examples anew; the format changes with them.")
    }
  }

  @Test func everyKindThatHasAFormHasOneExample() throws {
    let kinds = try #require(OperationExamples()).operations.map(\.envelope.kind)
    #expect(kinds == OperationKind.named.filter(\.isKnown))
  }

  @Test func everyExampleIsReceivedAndReadInItsForm() throws {
    for example in try #require(OperationExamples()).operations {
      let received = try Operation(receiving: example.envelopeBytes, payload: example.payload)
      #expect(received == example)
      let kind = received.envelope.kind
      let map = try #require(received.map)
      let payload = try Payload(kind: kind, map: map)
      #expect(payload != .unknown(map), "\(kind.name)")
      #expect(payload.map == map, "\(kind.name)")
    }
  }

  @Test func itsTablesNameEveryKind() throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    for kind in OperationKind.named {
      #expect(text.contains("\(kind.number) \(kind.name)"), "\(kind.name)")
    }
  }
}
