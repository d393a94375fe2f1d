package import Items

/// What an item holds: its canonical JSON, or the name of a blob when that is large.
package enum ItemContent: Hashable, Sendable {
  case text(String)
  case blob(Hash)

  // Written out because `==` of String also accepts equivalent spellings.
  package static func == (left: Self, right: Self) -> Bool { left.coded == right.coded }

  var coded: CBOR {
    switch self {
    case .text(let text): .text(text)
    case .blob(let hash): .hash(hash)
    }
  }

  static func read(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> ItemContent {
    if case .text(let text) = value { return .text(text) }
    return .blob(try Fields.hash(value, key))
  }
}

/// Many items at once: the payload of `item.batch`, at most 60 KiB.
package struct ItemBatch: Hashable, Sendable {
  /// One item of a batch.
  package struct Entry: Hashable, Sendable {
    package var externalID: String
    package var content: ItemContent

    package init(externalID: String, content: ItemContent) {
      self.externalID = externalID
      self.content = content
    }
  }

  /// The most bytes of a batch's payload.
  package static let sizeLimit = 61_440

  package var dataset: String
  package var entries: [Entry]

  package init(dataset: String, entries: [Entry]) {
    self.dataset = dataset
    self.entries = entries
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .text(dataset))
    fields.put(1, .array(entries.map { .array([.text($0.externalID), $0.content.coded]) }))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    var entries: [Entry] = []
    for member in try fields.required(1, Fields.array) {
      let pair = try Fields.array(member, 1)
      guard pair.count == 2 else { throw PayloadFault(key: 1, reason: "holds no pair") }
      entries.append(
        Entry(externalID: try Fields.text(pair[0], 1), content: try ItemContent.read(pair[1], 1)))
    }
    self.init(dataset: try fields.required(0, Fields.text), entries: entries)
  }
}

/// One version of one item: the payload of `item.put`.
package struct ItemPut: Hashable, Sendable {
  package var dataset: String
  package var externalID: String
  package var content: ItemContent

  package init(dataset: String, externalID: String, content: ItemContent) {
    self.dataset = dataset
    self.externalID = externalID
    self.content = content
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .text(dataset))
    fields.put(1, .text(externalID))
    fields.put(2, content.coded)
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      dataset: try fields.required(0, Fields.text),
      externalID: try fields.required(1, Fields.text),
      content: try fields.required(2, ItemContent.read))
  }
}

/// The end of an item: the payload of `item.retire`.
package struct ItemRetire: Hashable, Sendable {
  package var item: ItemID
  package var reason: String

  package init(item: ItemID, reason: String) {
    self.item = item
    self.reason = reason
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(item))
    fields.put(1, .text(reason))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      item: try fields.required(0, Fields.identifier), reason: try fields.required(1, Fields.text))
  }
}
