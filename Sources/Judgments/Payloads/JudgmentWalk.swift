package import Items
import Questions

/// What the fold needs of a judgment: what it is about, and how its item then stands in a queue.
package struct JudgmentOutline: Hashable, Sendable {
  package let item: ItemID
  package let layer: UInt32
  package let retracted: Bool
  package let isAside: Bool
  package let schema: Hash?

  /// Reads an operation's payload; nil for another kind, and for bytes that are no judgment.
  package init?(kind: OperationKind, payload: [UInt8]) {
    guard kind == .judgePut, payload.count > Operation.saltLength,
      let judgment = JudgmentWalk.judgment(payload, from: Operation.saltLength, isWhole: false)
    else { return nil }
    item = judgment.item
    layer = judgment.layer
    retracted = judgment.retracted
    isAside = judgment.aside != nil
    schema = judgment.schema
  }
}

extension Judgment {
  /// Reads the canonical bytes of a payload's map; nil where they are no judgment.
  ///
  /// It accepts what `CBOR(decoding:)` and `init(map:)` accept, without a value for each part.
  package init?(decoding bytes: [UInt8], from start: Int = 0) {
    guard let judgment = JudgmentWalk.judgment(bytes, from: start, isWhole: true) else {
      return nil
    }
    self = judgment
  }
}

/// One strict walk over the bytes of a judgment.
private struct JudgmentWalk {
  private var reader: CBORReader
  /// Whether everything is kept, or only what an outline has.
  private let isWhole: Bool
  private var judgment = Judgment(item: .zero)

  static func judgment(_ bytes: [UInt8], from start: Int, isWhole: Bool) -> Judgment? {
    do throws(CBORFault) {
      var walk = JudgmentWalk(reader: try CBORReader(bytes, from: start), isWhole: isWhole)
      try walk.run()
      return walk.judgment
    } catch {
      return nil
    }
  }

  private init(reader: CBORReader, isWhole: Bool) {
    self.reader = reader
    self.isWhole = isWhole
  }

  private mutating func run() throws(CBORFault) {
    var last: UInt64?
    var hasItem = false
    for _ in 0..<(try reader.map()) {
      let key = try reader.unsigned()
      if let last, last >= key { throw reader.fault(.keyOrder) }
      last = key
      switch key {
      case 0:
        judgment.item = try reader.identifier()
        hasItem = true
      case 1: judgment.layer = try fit(UInt32(exactly: try reader.unsigned()))
      case 2: try readAnswers()
      case 3: judgment.aside = try fit(Aside(rawValue: try reader.unsigned()))
      case 4:
        let number = try reader.unsigned()
        guard (1...5).contains(number) else { throw reader.fault(.unexpected) }
        judgment.confidence = Int(number)
      case 5: judgment.activeMilliseconds = try reader.unsigned()
      case 6: judgment.awayMilliseconds = try reader.unsigned()
      case 7: try readPresented()
      case 8: judgment.handbook = try reader.hash()
      case 9: judgment.schema = try reader.hash()
      case 10: judgment.assignment = try reader.identifier()
      case 11: judgment.retracted = try reader.bool()
      case 12: judgment.undoes = try readReference()
      case 13: try readFields()
      default:
        if isWhole, key < 128 {
          judgment.carried.append(CBORPair(key: key, value: try reader.value(depth: 1)))
        } else {
          try reader.skip(depth: 1)
        }
      }
    }
    guard hasItem else { throw reader.fault(.unexpected) }
    try reader.finish()
  }

  private func fit<T>(_ value: T?) throws(CBORFault) -> T {
    guard let value else { throw reader.fault(.unexpected) }
    return value
  }

  /// Visits pairs of a text and a value, each strictly behind the one before.
  private mutating func eachPair(
    _ body: (inout JudgmentWalk, Range<Int>) throws(CBORFault) -> Void
  ) throws(CBORFault) {
    var last: Range<Int>?
    for _ in 0..<(try reader.array()) {
      guard try reader.array() == 2 else { throw reader.fault(.unexpected) }
      let text = try reader.textRange()
      if let last, !reader.precedes(last, text) { throw reader.fault(.unexpected) }
      last = text
      try body(&self, text)
    }
  }

  private mutating func readAnswers() throws(CBORFault) {
    try eachPair { walk, question throws(CBORFault) in
      if walk.isWhole {
        let value = try walk.answer(depth: 3)
        walk.judgment.answers.append(Answered(walk.reader.text(question), value))
      } else {
        try walk.skipAnswer(depth: 3)
      }
    }
  }

  private mutating func readPresented() throws(CBORFault) {
    try eachPair { walk, question throws(CBORFault) in
      var fields: [String] = []
      for _ in 0..<(try walk.reader.array()) {
        let field = try walk.reader.textRange()
        if walk.isWhole { fields.append(walk.reader.text(field)) }
      }
      if walk.isWhole {
        walk.judgment.presented.append(
          Presented(question: walk.reader.text(question), fields: fields))
      }
    }
  }

  private mutating func readFields() throws(CBORFault) {
    try eachPair { walk, field throws(CBORFault) in
      let permille = try walk.reader.unsigned()
      if walk.isWhole {
        walk.judgment.read.append(FieldRead(field: walk.reader.text(field), permille: permille))
      }
    }
  }

  private mutating func readReference() throws(CBORFault) -> OperationReference {
    guard try reader.array() == 3 else { throw reader.fault(.unexpected) }
    return OperationReference(
      chain: try reader.identifier(), seq: try reader.unsigned(), hash: try reader.hash())
  }

  private mutating func answer(depth: Int) throws(CBORFault) -> AnswerValue {
    switch reader.nextMajor {
    case 3: return .text(reader.text(try reader.textRange()))
    case 4:
      var list: [AnswerValue] = []
      for _ in 0..<(try reader.array(depth: depth)) { list.append(try answer(depth: depth + 1)) }
      return .list(list)
    default: return .integer(try reader.integer())
    }
  }

  private mutating func skipAnswer(depth: Int) throws(CBORFault) {
    switch reader.nextMajor {
    case 3: _ = try reader.textRange()
    case 4:
      for _ in 0..<(try reader.array(depth: depth)) { try skipAnswer(depth: depth + 1) }
    default: _ = try reader.integer()
    }
  }
}
