import Items
import Judgments

/// Packs items into the maps of `item.batch`, as many as fit.
struct BatchPacker {
  /// A map ready to be appended.
  struct Batch {
    var map: [UInt8]
    /// The items with the bytes of the payload, salt included, at which their entries begin.
    var items: [PreparedItem]
  }

  /// A content as it stands in a batch.
  enum Content {
    case text([UInt8])
    case blob(Hash)
  }

  /// Larger content is a blob, so that a batch always has room for one more item.
  static let largestInline = 48 * 1024

  private let dataset: String
  private var entries: [UInt8] = []
  private var items: [PreparedItem] = []

  init(dataset: String) {
    self.dataset = dataset
  }

  /// Adds an item; gives the batch that was full before it.
  mutating func add(
    _ item: PreparedItem, _ externalID: String, _ content: Content
  ) -> Batch? {
    var full: Batch?
    let major: UInt8
    let bytes: [UInt8]
    switch content {
    case .text(let text): (major, bytes) = (3, text)
    case .blob(let hash): (major, bytes) = (2, hash.bytes)
    }
    let size = externalID.utf8.count + bytes.count + 11
    let room = ItemBatch.sizeLimit - 64 - dataset.utf8.count
    if !items.isEmpty, entries.count + size > room { full = take() }
    items.append(item)
    items[items.count - 1].at = entries.count
    entries.append(0x82)
    Self.head(3, externalID.utf8.count, into: &entries)
    entries.append(contentsOf: externalID.utf8)
    Self.head(major, bytes.count, into: &entries)
    entries += bytes
    return full
  }

  /// The batch so far; nil when it is empty.
  mutating func take() -> Batch? {
    guard !items.isEmpty else { return nil }
    var map: [UInt8] = [0xA2, 0x00]
    Self.head(3, dataset.utf8.count, into: &map)
    map.append(contentsOf: dataset.utf8)
    map.append(0x01)
    Self.head(4, items.count, into: &map)
    let start = Operation.saltLength + map.count
    map += entries
    var placed = items
    for index in placed.indices { placed[index].at += start }
    entries.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
    return Batch(map: map, items: placed)
  }

  /// The head of a canonical CBOR value; lengths here stay below 2^32.
  private static func head(_ major: UInt8, _ value: Int, into bytes: inout [UInt8]) {
    let type = major << 5
    switch value {
    case 0..<24: bytes.append(type | UInt8(value))
    case 24...0xFF: bytes += [type | 24, UInt8(value)]
    case 0x100...0xFFFF: bytes += [type | 25, UInt8(value >> 8), UInt8(value & 0xFF)]
    default:
      bytes.append(type | 26)
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(value >> shift & 0xFF)) }
    }
  }
}
