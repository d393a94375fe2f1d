import Items
package import Judgments

/// What was taken back, or brought back.
package struct Undone: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    /// The judgment that now stands; nil when the item is unjudged again, or in conflict again.
    case judgment(Judgment?)
    case ask(Remark)
    case note(Remark)
  }

  package var ino: Int64
  package var subject: Subject
}

extension Store {
  /// Takes back my newest judgment, question or note that no later undo names.
  ///
  /// Nil when there is none left. It is an operation like any other, found from the log, so it works after a restart.
  package func undo() throws -> Undone? {
    var named: Set<Hash> = []
    var found: StoredOperation?
    var kinds = UndoKinds(ledger)
    try history { stored in
      switch stored.posted.kind {
      case .judgePut:
        guard let judgment = stored.judgment else { return .more }
        if let undone = judgment.undoes {
          named.insert(undone.hash)
          if try kinds.isUndo(judgment) { return .more }
        }
        if named.contains(stored.posted.hash) { return .more }
      case .askAdd, .noteAdd: if try !isLive(stored.posted.hash) { return .more }
      default: return .more
      }
      found = stored
      return .enough
    }
    guard let found else { return nil }
    return try found.judgment == nil ? removeAgain(found) : takeBack(found)
  }

  /// Brings back what was taken back last, unless the item was judged anew since; nil when there
  /// is nothing to bring back.
  package func redo() throws -> Undone? {
    var named: Set<Hash> = []
    // What undos took back and redos brought back: a conflict is reopened by several undos of one
    // operation, and one redo answers all of them.
    var broughtBack: Set<Hash> = []
    var judgedSince: Set<ItemID> = []
    var addedSince: [CBOR: Int] = [:]
    var found: StoredOperation?
    var removed: StoredOperation?
    var kinds = UndoKinds(ledger)
    try history { stored in
      switch stored.posted.kind {
      case .judgePut:
        guard let judgment = stored.judgment else { return .more }
        guard let undone = judgment.undoes else {
          judgedSince.insert(judgment.item)
          return .more
        }
        guard try kinds.isUndo(judgment) else {
          named.insert(undone.hash)
          if let target = try kinds.target(of: undone) { broughtBack.insert(target.hash) }
          return .more
        }
        if named.contains(stored.posted.hash) || broughtBack.contains(undone.hash)
          || judgedSince.contains(judgment.item)
        {
          return .more
        }
      case .askAdd, .noteAdd:
        guard stored.map == .map([]) else {
          if let map = stored.map { addedSince[map, default: 0] += 1 }
          return .more
        }
        guard let base = stored.posted.bases.first, let element = try element(base),
          let map = element.map
        else { return .more }
        if let count = addedSince[map], count > 0 {
          addedSince[map] = count - 1
          return .more
        }
        removed = element
      default: return .more
      }
      found = stored
      return .enough
    }
    guard let found else { return nil }
    return try removed.map(addAgain) ?? takeBack(found)
  }

  /// Puts the values of an operation's own bases in force, each naming the operation.
  ///
  /// Bases that decided differently come back as one version each, so that undoing the resolution
  /// of a conflict brings the conflict back.
  private func takeBack(_ stored: StoredOperation) throws -> Undone? {
    guard let judgment = stored.judgment, let ino = try number(of: judgment.item) else {
      return nil
    }
    var cell = try ledger.myCell(ino)
    cell.layer = judgment.layer
    let lineage = Lineage(ledger, cell: cell)
    var values: [Judgment] = []
    var decisions: Set<[UInt8]> = []
    for base in stored.posted.bases {
      guard let version = try lineage.version(base), let value = version.judgment,
        decisions.insert(version.decision).inserted
      else { continue }
      values.append(value)
    }
    if values.isEmpty {
      values = [Judgment(item: judgment.item, layer: judgment.layer, retracted: true)]
    }
    let bases = try lineage.heads(from: stored)
    try write {
      for var value in values {
        value.undoes = stored.posted.reference
        _ = try put(value, ino, over: bases)
      }
    }
    guard values.count == 1, var value = values.first, !value.retracted else {
      return Undone(ino: ino, subject: .judgment(nil))
    }
    value.undoes = nil
    return Undone(ino: ino, subject: .judgment(value))
  }

  private func removeAgain(_ stored: StoredOperation) throws -> Undone? {
    guard let remark = stored.map.flatMap({ try? Remark(map: $0) }),
      let ino = try ledger.knownNumber(of: remark.item)
    else { return nil }
    try write { try remove(stored.posted.kind, stored.posted.hash) }
    return Undone(
      ino: ino, subject: stored.posted.kind == .askAdd ? .ask(remark) : .note(remark))
  }

  private func addAgain(_ stored: StoredOperation) throws -> Undone? {
    guard let remark = stored.map.flatMap({ try? Remark(map: $0) }),
      let ino = try ledger.knownNumber(of: remark.item)
    else { return nil }
    let isAsk = stored.posted.kind == .askAdd
    try write {
      _ = try append(
        stored.posted.kind, isAsk ? .ask(remark) : .note(remark), to: .scope(.from(ledger.me)))
    }
    return Undone(ino: ino, subject: isAsk ? .ask(remark) : .note(remark))
  }

  private func isLive(_ hash: Hash) throws -> Bool {
    try db.one(
      "SELECT 1 FROM element WHERE hash = ? AND live = 1 AND removal = 0", .blob(hash.bytes)
    ) { _ in true } ?? false
  }

  private func element(_ hash: Hash) throws -> StoredOperation? {
    let head = try db.one("SELECT cid, seq FROM element WHERE hash = ?", .blob(hash.bytes)) {
      Head(cid: $0.integer(0), seq: $0.unsigned(1), hash: hash)
    }
    return try head.flatMap(ledger.stored)
  }

  /// Visits my own operations that count, newest first, over all my chains.
  private func history(_ each: (StoredOperation) throws -> Connection.Step) throws {
    var walks = ledger.chains.values.filter { $0.scope == .from(ledger.me) }
      .map { BackwardWalk(chain: $0) }
    while true {
      var newest: (index: Int, time: UInt64, hash: Hash)?
      for index in walks.indices {
        guard let stored = try walks[index].current(ledger) else { continue }
        let candidate = (index, stored.posted.hlc, stored.posted.hash)
        if newest.map({ ($0.time, $0.hash) < (candidate.1, candidate.2) }) ?? true {
          newest = candidate
        }
      }
      guard let newest, let stored = walks[newest.index].take() else { return }
      if stored.status == .ok, try each(stored) == .enough { return }
    }
  }
}

extension StoredOperation {
  var judgment: Judgment? {
    posted.kind == .judgePut ? map.flatMap { try? Judgment(map: $0) } : nil
  }
}

/// Tells an undo from the undo of an undo.
private struct UndoKinds {
  let ledger: Ledger
  private var known: [Hash: Bool] = [:]

  init(_ ledger: Ledger) {
    self.ledger = ledger
  }

  /// What an operation takes back; nil where it takes nothing back, or is not here.
  func target(of reference: OperationReference) throws -> OperationReference? {
    guard let chain = ledger.chains[reference.chain] else { return nil }
    return try ledger.stored(chain, reference.seq, reference.hash)?.judgment?.undoes
  }

  /// Whether a judgment takes back a judgment, rather than another undo.
  mutating func isUndo(_ judgment: Judgment) throws -> Bool {
    var passed: [Hash] = []
    var reference = judgment.undoes
    var answer = false
    while let target = reference {
      if let known = known[target.hash] {
        answer = !known
        break
      }
      passed.append(target.hash)
      reference = try self.target(of: target)
      // References point to what exists, so a loop cannot arise without a broken hash.
      if passed.count > 1_000_000 { break }
    }
    for hash in passed.reversed() {
      known[hash] = answer
      answer.toggle()
    }
    return answer
  }
}

/// Walks one chain from its end, a few operations at a time.
private struct BackwardWalk {
  let chain: Chain
  private var loaded: [StoredOperation] = []
  private var below: (seq: UInt64, hash: [UInt8]) = (UInt64(Int64.max), [])
  private var isAtEnd = false

  init(chain: Chain) {
    self.chain = chain
  }

  mutating func current(_ ledger: Ledger) throws -> StoredOperation? {
    if loaded.isEmpty, !isAtEnd {
      loaded = try ledger.storedOperations(of: chain, below: below.seq, below.hash, limit: 32)
      isAtEnd = loaded.isEmpty
      if let last = loaded.last { below = (last.posted.seq, last.posted.hash.bytes) }
      loaded.reverse()
    }
    return loaded.last
  }

  mutating func take() -> StoredOperation? { loaded.popLast() }
}
