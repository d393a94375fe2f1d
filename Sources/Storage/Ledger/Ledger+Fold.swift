import Items
import Judgments

extension Ledger {
  /// Puts an operation in its one place among the read models.
  func fold(_ posted: Posted, _ read: Reading, _ status: OperationStatus) throws {
    guard status == .ok else {
      if status == .unknownKind, posted.kind.operationClass == .register {
        try putUnknown(posted)
      }
      return
    }
    if let outline = read.judgment {
      let isMine = posted.chain.person == me && outline.layer == 0
      return try put(
        posted, in: try cell(of: outline, posted), gist: isMine ? JudgmentGist(outline) : nil)
    }
    switch read.payload {
    case .adjudication(let decision):
      try put(
        posted,
        in: RegisterCell(
          family: .adjudicationPut, ino: try number(of: decision.item), layer: decision.layer))
    case .handbook: try put(posted, in: RegisterCell(family: .guidelinePublish))
    case .schema:
      try put(posted, in: RegisterCell(family: .schemaPublish))
      try refreshSchema()
    case .policy(let policy): try put(posted, in: .policy(policy.name))
    case .itemPut(let put):
      let item = Item.identity(
        project: project, dataset: put.dataset, externalID: put.externalID)
      let cell = RegisterCell(family: .itemPut, ino: try number(of: item))
      try self.put(posted, in: cell)
      try refreshItem(cell.ino)
    case .itemRetire(let retirement):
      let cell = RegisterCell(family: .itemPut, ino: try number(of: retirement.item))
      try put(posted, in: cell)
      try refreshItem(cell.ino)
    case .itemBatch:
      try putItems(posted)
      try enter(posted, ino: 0)
    case .importedJudgment(let judgment):
      try enter(posted, ino: try number(of: judgment.item))
    case .ask(let remark), .note(let remark):
      let ino = try number(of: remark.item)
      try putElement(posted, ino: ino, isRemoval: false)
      if posted.chain.person == me { try refreshPlace(ino) }
    case .assignment: try putElement(posted, ino: 0, isRemoval: false)
    case .removal: try putElement(posted, ino: 0, isRemoval: true)
    default:
      switch posted.kind.operationClass {
      case .register: try putUnknown(posted)
      case .set: try putElement(posted, ino: 0, isRemoval: !posted.bases.isEmpty)
      default: try enter(posted, ino: 0)
      }
    }
  }

  /// Takes an operation out of its place, because it does not count any more.
  func unfold(_ posted: Posted, _ read: Reading, _ status: OperationStatus) throws {
    guard status == .ok else {
      if status == .unknownKind { try takeUnknown(posted) }
      return
    }
    if let outline = read.judgment {
      let cell = try cell(of: outline, posted)
      try take(posted, from: cell)
      if posted.chain.person == me { try refreshPlace(cell.ino) }
      return
    }
    switch read.payload {
    case .adjudication(let decision):
      try take(
        posted,
        from: RegisterCell(
          family: .adjudicationPut, ino: try number(of: decision.item), layer: decision.layer))
    case .handbook: try take(posted, from: RegisterCell(family: .guidelinePublish))
    case .schema:
      try take(posted, from: RegisterCell(family: .schemaPublish))
      try refreshSchema()
    case .policy(let policy): try take(posted, from: .policy(policy.name))
    case .itemPut(let put):
      let item = Item.identity(
        project: project, dataset: put.dataset, externalID: put.externalID)
      let cell = RegisterCell(family: .itemPut, ino: try number(of: item))
      try take(posted, from: cell)
      try refreshItem(cell.ino)
    case .itemRetire(let retirement):
      let cell = RegisterCell(family: .itemPut, ino: try number(of: retirement.item))
      try take(posted, from: cell)
      try refreshItem(cell.ino)
    case .itemBatch:
      try leave(posted)
      try takeItems(posted)
    case .ask, .note, .assignment, .removal: try takeElement(posted)
    default:
      switch posted.kind.operationClass {
      case .register: try takeUnknown(posted)
      case .set: try takeElement(posted)
      default: try leave(posted)
      }
    }
  }

  private func cell(of outline: JudgmentOutline, _ posted: Posted) throws -> RegisterCell {
    RegisterCell(
      family: .judgePut, ino: try number(of: outline.item), layer: outline.layer,
      pno: try personNumber(of: posted.chain))
  }

  /// Notes an entry that only ever adds up.
  private func enter(_ posted: Posted, ino: Int64) throws {
    try db.run(
      "INSERT OR IGNORE INTO entry(kind, ino, pno, cid, seq, hash) VALUES(?, ?, ?, ?, ?, ?)",
      .integer(Int(posted.kind.rawValue)), .integer(ino),
      .integer(try number(of: posted.chain.person)), .integer(posted.chain.number),
      .integer(posted.seq), .blob(posted.hash.bytes))
  }

  private func leave(_ posted: Posted) throws {
    try db.run(
      "DELETE FROM entry WHERE kind = ? AND cid = ? AND seq = ? AND hash = ?",
      .integer(Int(posted.kind.rawValue)), .integer(posted.chain.number), .integer(posted.seq),
      .blob(posted.hash.bytes))
  }
}
