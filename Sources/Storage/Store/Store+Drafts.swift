package import Judgments
import Questions

/// An unfinished judgment; it stays in this store.
package struct Draft: Hashable, Sendable {
  package var answers: [Answered]
  package var confidence: Int?
  /// The question that had the focus.
  package var focus: String?
  /// Where the cursor stood in a text answer, in code points.
  package var cursor: Int?
  package var activeMilliseconds: UInt64
  package var awayMilliseconds: UInt64
  /// When it was saved, in milliseconds since 1970; the store fills it in.
  package var at: UInt64

  package init(
    answers: [Answered], confidence: Int? = nil, focus: String? = nil, cursor: Int? = nil,
    activeMilliseconds: UInt64 = 0, awayMilliseconds: UInt64 = 0, at: UInt64 = 0
  ) {
    self.answers = answers
    self.confidence = confidence
    self.focus = focus
    self.cursor = cursor
    self.activeMilliseconds = activeMilliseconds
    self.awayMilliseconds = awayMilliseconds
    self.at = at
  }

  var encoded: [UInt8] {
    CBOR.array([
      .array(answers.map { .array([.text($0.question), $0.answer.coded]) }),
      confidence.map(CBOR.integer) ?? .null, focus.map(CBOR.text) ?? .null,
      cursor.map(CBOR.integer) ?? .null, .unsigned(activeMilliseconds),
      .unsigned(awayMilliseconds),
    ]).encoded
  }

  init?(decoding bytes: [UInt8], at: UInt64) {
    let limits = CBORLimits(size: 1 << 24, depth: 8)
    guard case .array(let parts)? = try? CBOR(decoding: bytes, limits: limits), parts.count == 6,
      case .array(let pairs) = parts[0], case .unsigned(let active) = parts[4],
      case .unsigned(let away) = parts[5]
    else { return nil }
    self.init(answers: [], activeMilliseconds: active, awayMilliseconds: away, at: at)
    for pair in pairs {
      guard case .array(let members) = pair, members.count == 2,
        case .text(let question) = members[0], let answer = AnswerValue(coded: members[1])
      else { return nil }
      answers.append(Answered(question, answer))
    }
    if case .unsigned(let number) = parts[1] { confidence = Int(clamping: number) }
    if case .text(let text) = parts[2] { focus = text }
    if case .unsigned(let number) = parts[3] { cursor = Int(clamping: number) }
  }
}

extension Store {
  /// Keeps an unfinished judgment of an item, on the disk when this returns.
  package func saveDraft(_ ino: Int64, _ draft: Draft) throws {
    guard try ledger.source(of: ino) != nil else { throw StoreFault.unknownItem(String(ino)) }
    try write {
      try db.run(
        "INSERT OR REPLACE INTO draft(ino, at, bytes) VALUES(?, ?, ?)", .integer(ino),
        .integer(surroundings.clock.now), .blob(draft.encoded))
      try ledger.refreshPlace(ino)
    }
  }

  /// The unfinished judgment of an item; nil when there is none.
  package func draft(of ino: Int64) throws -> Draft? {
    try db.one("SELECT bytes, at FROM draft WHERE ino = ?", .integer(ino)) {
      Draft(decoding: $0.bytes(0), at: $0.unsigned(1))
    }.flatMap { $0 }
  }

  /// Throws an unfinished judgment away.
  package func clearDraft(_ ino: Int64) throws {
    guard try draft(of: ino) != nil else { return }
    try write {
      try db.run("DELETE FROM draft WHERE ino = ?", .integer(ino))
      try ledger.refreshPlace(ino)
    }
  }

  /// Keeps a preference of this store, such as a layout; it never leaves it.
  package func setPreference(_ name: String, _ value: String?) throws {
    try write {
      if let value {
        try db.run(
          "INSERT OR REPLACE INTO meta(k, v) VALUES(CAST(? AS TEXT), ?)",
          .text("preference." + name), .text(value))
      } else {
        try db.run(
          "DELETE FROM meta WHERE k = CAST(? AS TEXT)", .text("preference." + name))
      }
    }
  }

  /// A preference of this store; nil when it was never set.
  package func preference(_ name: String) throws -> String? {
    try db.one("SELECT v FROM meta WHERE k = CAST(? AS TEXT)", .text("preference." + name)) {
      $0.text(0)
    }
  }
}
