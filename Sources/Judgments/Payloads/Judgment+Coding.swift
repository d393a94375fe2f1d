import Items

extension Judgment {
  /// The payload's map.
  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(item))
    fields.put(1, .unsigned(UInt64(layer)))
    fields.put(2, AnswerPairs.coded(answers))
    fields.put(3, aside.map { .unsigned($0.rawValue) })
    fields.put(4, confidence.map { .integer($0) })
    fields.put(5, .unsigned(activeMilliseconds))
    fields.put(6, .unsigned(awayMilliseconds))
    if !presented.isEmpty {
      fields.put(7, TextPairs.coded(presented, by: \.question) { .texts($0.fields) })
    }
    fields.put(8, handbook.map(CBOR.hash))
    fields.put(9, schema.map(CBOR.hash))
    fields.put(10, assignment.map(CBOR.identifier))
    fields.put(11, retracted ? .bool(true) : nil)
    fields.put(12, undoes.map(CBOR.reference))
    if !read.isEmpty {
      fields.put(13, TextPairs.coded(read, by: \.field) { .unsigned($0.permille) })
    }
    fields.carry(carried)
    return fields.map
  }

  /// Reads the payload's map.
  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    let layer = try fields.optional(1, Fields.unsigned) ?? 0
    guard let layer = UInt32(exactly: layer) else {
      throw PayloadFault(key: 1, reason: "is beyond 32 bits")
    }
    self.init(
      item: try fields.required(0, Fields.identifier), layer: layer,
      answers: try fields.optional(2, AnswerPairs.read) ?? [],
      aside: try fields.optional(3, Self.aside),
      confidence: try fields.optional(4, Self.confidence),
      activeMilliseconds: try fields.optional(5, Fields.unsigned) ?? 0,
      awayMilliseconds: try fields.optional(6, Fields.unsigned) ?? 0,
      presented: try fields.optional(7, Self.presented) ?? [],
      handbook: try fields.optional(8, Fields.hash), schema: try fields.optional(9, Fields.hash),
      assignment: try fields.optional(10, Fields.identifier),
      retracted: try fields.optional(11, Fields.bool) ?? false,
      undoes: try fields.optional(12, Fields.reference),
      read: try fields.optional(13, Self.read) ?? [],
      carried: fields.carried(beyond: 13))
  }

  private static func aside(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> Aside {
    guard let aside = Aside(rawValue: try Fields.unsigned(value, key)) else {
      throw PayloadFault(key: key, reason: "is no reason for putting aside")
    }
    return aside
  }

  private static func confidence(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> Int {
    let number = try Fields.unsigned(value, key)
    guard (1...5).contains(number) else {
      throw PayloadFault(key: key, reason: "is not between 1 and 5")
    }
    return Int(number)
  }

  private static func presented(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> [Presented] {
    try TextPairs.read(value, key) { question, value, key throws(PayloadFault) in
      Presented(question: question, fields: try Fields.texts(value, key))
    }
  }

  private static func read(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> [FieldRead] {
    try TextPairs.read(value, key) { field, value, key throws(PayloadFault) in
      FieldRead(field: field, permille: try Fields.unsigned(value, key))
    }
  }
}
