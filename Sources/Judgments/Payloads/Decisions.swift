package import Items

/// A reviewer's decision on an item: the payload of `adjud.put`.
package struct Adjudication: Hashable, Sendable {
  package var item: ItemID
  package var layer: UInt32
  package var answers: [Answered]
  /// The judgments that the reviewer saw.
  package var considered: [OperationReference]
  package var cause: String?
  package var text: String?
  package var retracted: Bool
  /// Keys that this version does not know and that an edited decision keeps: those up to 127.
  package var carried: [CBORPair]

  package init(
    item: ItemID, layer: UInt32 = 0, answers: [Answered], considered: [OperationReference],
    cause: String? = nil, text: String? = nil, retracted: Bool = false, carried: [CBORPair] = []
  ) {
    self.item = item
    self.layer = layer
    self.answers = answers
    self.considered = considered
    self.cause = cause
    self.text = text
    self.retracted = retracted
    self.carried = carried
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(item))
    fields.put(1, .unsigned(UInt64(layer)))
    fields.put(2, AnswerPairs.coded(answers))
    fields.put(3, .array(considered.map(CBOR.reference)))
    fields.put(4, cause.map(CBOR.text))
    fields.put(5, text.map(CBOR.text))
    fields.put(11, retracted ? .bool(true) : nil)
    fields.carry(carried)
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    guard let layer = UInt32(exactly: try fields.optional(1, Fields.unsigned) ?? 0) else {
      throw PayloadFault(key: 1, reason: "is beyond 32 bits")
    }
    self.init(
      item: try fields.required(0, Fields.identifier), layer: layer,
      answers: try fields.required(2, AnswerPairs.read),
      considered: try fields.required(3, Fields.references),
      cause: try fields.optional(4, Fields.text), text: try fields.optional(5, Fields.text),
      retracted: try fields.optional(11, Fields.bool) ?? false,
      carried: fields.carried(beyond: 11))
  }
}

/// Somebody else's judgment, read back in: the payload of `judge.import`.
package struct ImportedJudgment: Hashable, Sendable {
  package var item: ItemID
  package var layer: UInt32
  package var answers: [Answered]
  package var annotator: String
  package var source: String
  package var atMilliseconds: UInt64?

  package init(
    item: ItemID, layer: UInt32 = 0, answers: [Answered], annotator: String, source: String,
    atMilliseconds: UInt64? = nil
  ) {
    self.item = item
    self.layer = layer
    self.answers = answers
    self.annotator = annotator
    self.source = source
    self.atMilliseconds = atMilliseconds
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(item))
    fields.put(1, .unsigned(UInt64(layer)))
    fields.put(2, AnswerPairs.coded(answers))
    fields.put(3, .text(annotator))
    fields.put(4, .text(source))
    fields.put(5, atMilliseconds.map(CBOR.unsigned))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    guard let layer = UInt32(exactly: try fields.optional(1, Fields.unsigned) ?? 0) else {
      throw PayloadFault(key: 1, reason: "is beyond 32 bits")
    }
    self.init(
      item: try fields.required(0, Fields.identifier), layer: layer,
      answers: try fields.required(2, AnswerPairs.read),
      annotator: try fields.required(3, Fields.text),
      source: try fields.required(4, Fields.text),
      atMilliseconds: try fields.optional(5, Fields.unsigned))
  }
}
