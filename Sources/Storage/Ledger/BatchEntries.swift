import Items
import Judgments

/// Walks over the entries of an `item.batch` in place, without making values of their contents.
enum BatchEntries {
  /// Whether the payload has the form of its kind; its CBOR was checked when it arrived.
  static func isWellFormed(_ payload: [UInt8]) -> Bool {
    (try? each(in: payload) { _, _, _ in }) ?? false
  }

  /// Gives each entry's dataset, external id, and the byte of the payload where it begins.
  ///
  /// False where the payload has not the form of its kind.
  @discardableResult
  static func each(
    in payload: [UInt8], _ body: (String, String, Int) throws -> Void
  ) throws -> Bool {
    var cursor = Cursor(payload, at: Operation.saltLength)
    guard let pairs = cursor.head(5), pairs >= 2, cursor.head(0) == 0,
      let dataset = cursor.text(), cursor.head(0) == 1, let count = cursor.head(4)
    else { return false }
    for _ in 0..<count {
      let at = cursor.position
      guard cursor.head(4) == 2, let externalID = cursor.text(), cursor.skipContent() else {
        return false
      }
      try body(dataset, externalID, at)
    }
    return true
  }

  /// The dataset's name of a batch.
  static func dataset(of payload: [UInt8]) -> String? {
    var cursor = Cursor(payload, at: Operation.saltLength)
    guard cursor.head(5) != nil, cursor.head(0) == 0 else { return nil }
    return cursor.text()
  }

  /// Reads the external id and the content of the entry that begins at a byte of the payload.
  static func entry(
    in payload: [UInt8], at: Int
  ) -> (externalID: String, content: [UInt8], isBlob: Bool)? {
    guard at >= Operation.saltLength, at < payload.count else { return nil }
    var cursor = Cursor(payload, at: at)
    guard cursor.head(4) == 2, let externalID = cursor.text() else { return nil }
    let start = cursor.position
    if let length = cursor.head(3), let content = cursor.take(length) {
      return (externalID, Array(payload[content]), false)
    }
    cursor.position = start
    guard let length = cursor.head(2), length == 32, let name = cursor.take(length) else {
      return nil
    }
    return (externalID, Array(payload[name]), true)
  }

  /// Reads heads of canonical CBOR in the middle of bytes.
  private struct Cursor {
    let bytes: [UInt8]
    var position: Int

    init(_ bytes: [UInt8], at position: Int) {
      self.bytes = bytes
      self.position = position
    }

    /// The number in the head of a value of a major type; nil, without moving, for another type.
    mutating func head(_ major: UInt8) -> Int? {
      guard position < bytes.count, bytes[position] >> 5 == major else { return nil }
      let detail = Int(bytes[position] & 0x1F)
      if detail < 24 {
        position += 1
        return detail
      }
      guard detail < 27 else { return nil }
      let length = 1 << (detail - 24)
      guard position + length < bytes.count else { return nil }
      var value = 0
      for index in 1...length { value = value << 8 | Int(bytes[position + index]) }
      position += 1 + length
      return value
    }

    mutating func take(_ count: Int) -> Range<Int>? {
      guard count <= bytes.count - position else { return nil }
      defer { position += count }
      return position..<position + count
    }

    mutating func text() -> String? {
      guard let count = head(3), let range = take(count) else { return nil }
      return String(decoding: bytes[range], as: UTF8.self)
    }

    mutating func skipContent() -> Bool {
      if let count = head(3) { return take(count) != nil }
      return head(2) == 32 && take(32) != nil
    }
  }
}
