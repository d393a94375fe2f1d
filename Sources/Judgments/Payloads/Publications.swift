package import Items

/// A version of the handbook: the payload of `guideline.publish`.
package struct HandbookPublication: Hashable, Sendable {
  package var label: String
  package var blob: Hash
  package var changes: String
  /// The rules whose meaning changed, so that people look at their judgments again.
  package var changedInMeaning: [String]

  package init(label: String, blob: Hash, changes: String = "", changedInMeaning: [String] = []) {
    self.label = label
    self.blob = blob
    self.changes = changes
    self.changedInMeaning = changedInMeaning
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .text(label))
    fields.put(1, .hash(blob))
    fields.put(2, changes.isEmpty ? nil : .text(changes))
    fields.put(3, changedInMeaning.isEmpty ? nil : .texts(changedInMeaning))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      label: try fields.required(0, Fields.text), blob: try fields.required(1, Fields.hash),
      changes: try fields.optional(2, Fields.text) ?? "",
      changedInMeaning: try fields.optional(3, Fields.texts) ?? [])
  }
}

/// A version of the questions: the payload of `schema.publish`.
package struct SchemaPublication: Hashable, Sendable {
  /// An id that a question had before.
  package struct Renaming: Hashable, Sendable {
    package var old: String
    package var new: String

    package init(old: String, new: String) {
      self.old = old
      self.new = new
    }
  }

  package var label: String
  /// The project's public form, canonical JSON.
  package var blob: Hash
  package var renamed: [Renaming]
  /// The questions whose earlier answers hold no longer.
  package var judgeAgain: [String]

  package init(label: String, blob: Hash, renamed: [Renaming] = [], judgeAgain: [String] = []) {
    self.label = label
    self.blob = blob
    self.renamed = renamed
    self.judgeAgain = judgeAgain
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .text(label))
    fields.put(1, .hash(blob))
    if !renamed.isEmpty {
      fields.put(2, TextPairs.coded(renamed, by: \.old) { .text($0.new) })
    }
    fields.put(3, judgeAgain.isEmpty ? nil : .texts(judgeAgain))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      label: try fields.required(0, Fields.text), blob: try fields.required(1, Fields.hash),
      renamed: try fields.optional(2, Self.renamings) ?? [],
      judgeAgain: try fields.optional(3, Fields.texts) ?? [])
  }

  private static func renamings(_ value: CBOR, _ key: UInt64) throws(PayloadFault) -> [Renaming] {
    try TextPairs.read(value, key) { old, new, key throws(PayloadFault) in
      Renaming(old: old, new: try Fields.text(new, key))
    }
  }
}

/// A named setting of the project: the payload of `policy.set`.
package struct Policy: Hashable, Sendable {
  package var name: String
  /// Canonical JSON.
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  package var map: CBOR {
    var fields = FieldsWriter()
    fields.put(0, .text(name))
    fields.put(1, .text(value))
    return fields.map
  }

  package init(map: CBOR) throws(PayloadFault) {
    let fields = try Fields(map)
    self.init(
      name: try fields.required(0, Fields.text), value: try fields.required(1, Fields.text))
  }
}
