import Guidelines
import Items
import Judgments
import Markdown
import Project
import Questions
import Terminal

/// Everything that reads bytes from elsewhere, each with the law that it must keep.
enum Decoders {
  static let all = pure.merging(sync) { one, _ in one }

  private static let pure: [String: @Sendable ([UInt8]) -> Void] = [
    "cbor": cbor, "envelope": envelope, "payload": payload, "json": json, "jsonl": jsonl,
    "csv": csv, "markdown": markdown, "project": project, "keymap": keymap,
    "condition": condition,
  ]

  @Sendable private static func cbor(_ bytes: [UInt8]) {
    guard let value = try? CBOR(decoding: bytes) else { return }
    require(value.encoded == bytes, "what is read is written alike")
  }

  @Sendable private static func envelope(_ bytes: [UInt8]) {
    if let envelope = try? Envelope(decoding: bytes) {
      require(envelope.encoded == bytes, "an envelope is written as it was read")
      _ = try? Operation(receiving: bytes, payload: nil)
    }
  }

  /// The first byte picks the kind, the rest is the map.
  @Sendable private static func payload(_ bytes: [UInt8]) {
    let kinds = OperationKind.named
    guard let first = bytes.first, let map = try? CBOR(decoding: Array(bytes.dropFirst())) else {
      return
    }
    let kind = kinds[Int(first) % kinds.count]
    let judgment = try? Judgment(map: map)
    require(
      Judgment(decoding: Array(bytes.dropFirst())) == judgment,
      "a judgment's bytes say what its map says")
    guard let payload = try? Payload(kind: kind, map: map) else { return }
    let again = try? Payload(kind: kind, map: CBOR(decoding: payload.map.encoded))
    require(again == payload, "\(kind.name) comes back as it was")
  }

  @Sendable private static func json(_ bytes: [UInt8]) {
    guard let value = try? JSON(parsing: bytes, file: "f") else { return }
    let canonical = value.canonicalBytes
    let again = try? JSON(parsing: canonical, file: "f")
    require(again?.canonicalBytes == canonical, "canonical JSON is its own canonical JSON")
  }

  @Sendable private static func jsonl(_ bytes: [UInt8]) {
    let shape = ItemShape(idField: bytes.count % 2 == 0 ? "id" : nil, hide: ["h"])
    // Small pieces and a short limit, so that every edge of a buffer is met.
    items(JSONLReader(MemorySource(bytes, piece: 7), file: "f", shape: shape, maximumLine: 300))
  }

  @Sendable private static func csv(_ bytes: [UInt8]) {
    let shape = ItemShape(idField: bytes.count % 2 == 0 ? "id" : nil, hide: ["h"])
    for delimiter in [Delimiter.comma, .tab] {
      items(
        DelimitedReader(
          MemorySource(bytes, piece: 5), file: "f", delimiter: delimiter, shape: shape,
          maximumLine: 200))
    }
  }

  private static func items(_ reader: some RecordReader) {
    var reader = reader
    while let record = try? reader.next() {
      guard case .item(let item, _) = record else { continue }
      let content = try? JSON(parsing: item.content, file: "f")
      require(content?.canonicalBytes == item.content, "an item's content is canonical JSON")
    }
  }

  @Sendable private static func markdown(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    _ = MarkdownText.blocks(text)
    _ = MarkdownText.blocks(text, asWritten: true)
    _ = Handbook.read(text)
  }

  @Sendable private static func project(_ bytes: [UInt8]) {
    _ = ProjectDefinition.read(yaml: bytes, file: "f")
    _ = LeadPolicy.read(yaml: bytes, file: "f")
  }

  @Sendable private static func keymap(_ bytes: [UInt8]) {
    let (map, _) = Keymap.parse(String(decoding: bytes, as: UTF8.self), file: "f")
    let (again, faults) = Keymap.parse(map.text, file: "f")
    require(faults.isEmpty && again.text == map.text, "a keymap's text is read back")
  }

  @Sendable private static func condition(_ bytes: [UInt8]) {
    _ = try? Condition(parsing: String(decoding: bytes, as: UTF8.self))
  }
}
