package import Items

/// A question to the lead or a note on an item: the payload of `ask.add` and `note.add`.
package struct Remark: Hashable, Sendable {
  package var item: ItemID
  package var text: String
  package var rule: String?
  package var question: String?

  package init(item: ItemID, text: String, rule: String? = nil, question: String? = nil) {
    self.item = item
    self.text = text
    self.rule = rule
    self.question = question
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(item))
    fields.put(1, .text(text))
    fields.put(2, rule.map(CBOR.text))
    fields.put(3, question.map(CBOR.text))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      item: try fields.required(0, Fields.identifier), text: try fields.required(1, Fields.text),
      rule: try fields.optional(2, Fields.text), question: try fields.optional(3, Fields.text))
  }
}

/// The handbook that a person has read: the payload of `guide.ack`.
package struct GuideAcknowledgement: Hashable, Sendable {
  package var handbook: Hash

  package init(handbook: Hash) {
    self.handbook = handbook
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .hash(handbook))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    self.init(handbook: try Fields(map).required(0, Fields.hash))
  }
}

/// Items handed to a person: the payload of `assign.add`.
package struct Assignment: Hashable, Sendable {
  package var assignment: AssignmentID
  package var layer: UInt32
  package var items: [ItemID]
  package var orderSeed: [UInt8]
  package var round: String?
  package var dueMilliseconds: UInt64?

  package init(
    assignment: AssignmentID, layer: UInt32 = 0, items: [ItemID], orderSeed: [UInt8],
    round: String? = nil, dueMilliseconds: UInt64? = nil
  ) {
    self.assignment = assignment
    self.layer = layer
    self.items = items
    self.orderSeed = orderSeed
    self.round = round
    self.dueMilliseconds = dueMilliseconds
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .identifier(assignment))
    fields.put(1, .unsigned(UInt64(layer)))
    fields.put(2, .array(items.map(CBOR.identifier)))
    fields.put(3, .bytes(orderSeed))
    fields.put(4, round.map(CBOR.text))
    fields.put(5, dueMilliseconds.map(CBOR.unsigned))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    guard let layer = UInt32(exactly: try fields.optional(1, Fields.unsigned) ?? 0) else {
      throw PayloadFault(key: 1, reason: "is beyond 32 bits")
    }
    var items: [ItemID] = []
    for member in try fields.required(2, Fields.array) {
      items.append(try Fields.identifier(member, 2))
    }
    self.init(
      assignment: try fields.required(0, Fields.identifier), layer: layer, items: items,
      orderSeed: try fields.required(3, Fields.bytes),
      round: try fields.optional(4, Fields.text),
      dueMilliseconds: try fields.optional(5, Fields.unsigned))
  }
}
