import Items

/// What is keyed by text stands as an array of pairs, sorted by the text's UTF-8 bytes, in which
/// no text occurs twice.
enum TextPairs {
  /// Writes members sorted; of those with the same text the last is kept.
  static func coded<Member>(
    _ members: [Member], by text: (Member) -> String, _ value: (Member) -> CBOR
  ) -> CBOR {
    let isSorted = members.indices.dropFirst().allSatisfy {
      text(members[$0 - 1]).precedesByBytes(text(members[$0]))
    }
    if isSorted { return .array(members.map { .array([.text(text($0)), value($0)]) }) }
    let sorted = members.enumerated().sorted { left, right in
      let texts = (text(left.element), text(right.element))
      if texts.0.hasSameBytes(as: texts.1) { return left.offset < right.offset }
      return texts.0.precedesByBytes(texts.1)
    }.map(\.element)
    let pairs = sorted.indices.compactMap { index -> CBOR? in
      let next = index + 1
      if next < sorted.count, text(sorted[next]).hasSameBytes(as: text(sorted[index])) {
        return nil
      }
      return .array([.text(text(sorted[index])), value(sorted[index])])
    }
    return .array(pairs)
  }

  /// Reads pairs, each strictly behind the one before.
  static func read<Member>(
    _ value: CBOR, _ key: UInt64,
    _ make: (String, CBOR, UInt64) throws(PayloadFault) -> Member
  ) throws(PayloadFault) -> [Member] {
    var members: [Member] = []
    var last: String?
    for member in try Fields.array(value, key) {
      let pair = try Fields.array(member, key)
      guard pair.count == 2 else { throw PayloadFault(key: key, reason: "holds no pair") }
      let text = try Fields.text(pair[0], key)
      if let last, !last.precedesByBytes(text) {
        throw PayloadFault(key: key, reason: "is not sorted, or holds a text twice")
      }
      members.append(try make(text, pair[1], key))
      last = text
    }
    return members
  }
}
