import Items
import Judgments

/// The operations of a store and everything that is read from them, over one connection.
///
/// State is a function of the set of operations: the order in which they arrive leaves no trace
/// but the local numbers of items and people, which enter no digest.
final class Ledger {
  let db: Connection
  let project: ProjectID
  /// Whose store it is: whose scopes it may hold, whose items the queue has.
  let me: PersonID
  var chains: [ChainID: Chain] = [:]
  var chainsByNumber: [Int64: Chain] = [:]
  /// The chain of the last operation that came in; the next one's is mostly the same.
  var lastChain: Chain?
  var people: [PersonID: Int64] = [:]
  var rootKey: [UInt8] = []
  var authority = Authority(rootKey: [], records: [], lines: CutLines())
  /// The places at which the revocations that are here cut.
  var cuts: Set<OperationReference> = []
  var authorityRecords: [AuthorityRecord] = []
  /// Authority operations whose status waits for the next fold of authority.
  var unsettled: [Posted] = []
  var authorityChanged = false
  var tally = Tally()
  let queue: Queue
  var order: ItemOrder = .listed
  /// Questions versions under which a judgment must be made again.
  var outdated: Set<Hash> = []
  /// The items of the batch that is about to be inserted, when the importer knows them already.
  var preparedItems: [PreparedItem] = []
  /// Items that got their numbers in this transaction and are not in `named` yet.
  var unwrittenNames: [ItemID: Int64] = [:]
  /// Numbers of items that were asked for, so that a merge asks for each item once.
  var itemNumbers: [ItemID: Int64] = [:]
  /// Cells that this transaction has changed and not yet written.
  var drafts: [RegisterCell: CellDraft] = [:]
  var draftRows = 0
  /// Whether a new fold has come to no judgment yet, so that none is looked for.
  var isBeforeJudgments = false
  /// Whether any operation waits for an earlier one.
  var hasPending = false

  init(db: Connection, project: ProjectID, me: PersonID) throws {
    self.db = db
    self.project = project
    self.me = me
    queue = Queue(db: db)
    try load()
  }

  /// Reads what is kept in memory, at opening and after a transaction that failed.
  func load() throws {
    chains = [:]
    chainsByNumber = [:]
    lastChain = nil
    people = [:]
    unsettled = []
    authorityChanged = false
    unwrittenNames = [:]
    itemNumbers = [:]
    drafts = [:]
    draftRows = 0
    isBeforeJudgments = false
    queue.forget()
    try db.rows("SELECT cid, chain, scope, person, device, opened FROM chain") { row in
      guard let id = ChainID(bytes: row.bytes(1)), let scope = Scope(text: row.text(2)),
        let person = PersonID(bytes: row.bytes(3)), let opened = Hash(bytes: row.bytes(5))
      else { throw StoreFault.damaged(path: "", detail: "a chain's row cannot be read") }
      let chain = Chain(
        number: row.integer(0), id: id, scope: scope, person: person, deviceKey: row.bytes(4),
        opened: opened, tips: [])
      chains[id] = chain
      chainsByNumber[chain.number] = chain
      return .more
    }
    try db.rows("SELECT cid, seq, hash, hlc FROM frontier ORDER BY cid, seq, hash") { row in
      guard let chain = chainsByNumber[row.integer(0)], let hash = Hash(bytes: row.bytes(2)) else {
        throw StoreFault.damaged(path: "", detail: "a chain's end cannot be read")
      }
      chain.tips.append(Chain.Tip(seq: row.unsigned(1), hash: hash, hlc: row.unsigned(3)))
      return .more
    }
    tally = try Tally(reading: db)
    queue.tally = tally.items
    hasPending = try db.one("SELECT 1 FROM pending LIMIT 1") { _ in true } ?? false
    try loadAuthority()
    try loadSchema()
  }

  /// Writes what was kept in memory until the end of a transaction.
  func flush() throws {
    try settleAuthority()
    try writeCells()
    try writeNames()
    try queue.flush()
    for chain in chains.values where chain.isDirty {
      try db.run("DELETE FROM frontier WHERE cid = ?", .integer(chain.number))
      for tip in chain.tips {
        try db.run(
          "INSERT INTO frontier(cid, seq, hash, hlc) VALUES(?, ?, ?, ?)", .integer(chain.number),
          .integer(tip.seq), .blob(tip.hash.bytes), .integer(tip.hlc))
      }
      chain.isDirty = false
    }
    tally.items = queue.tally
    try tally.write(to: db)
  }

  /// The local number of a chain's person.
  func personNumber(of chain: Chain) throws -> Int64 {
    if let known = chain.personNumber { return known }
    let number = try number(of: chain.person)
    chain.personNumber = number
    return number
  }

  /// The local number of a person.
  func number(of person: PersonID) throws -> Int64 {
    if person == .zero { return 0 }
    if let known = people[person] { return known }
    let known = try db.one("SELECT pno FROM who WHERE person = ?", .blob(person.bytes)) {
      $0.integer(0)
    }
    let number: Int64
    if let known {
      number = known
    } else {
      try db.run("INSERT INTO who(person) VALUES(?)", .blob(person.bytes))
      number = db.lastRow
    }
    people[person] = number
    return number
  }

  /// The local number of an item, known or not yet.
  func number(of item: ItemID) throws -> Int64 {
    if let cached = itemNumbers[item] { return cached }
    let number: Int64
    if let known = try knownNumber(of: item) {
      number = known
    } else {
      try db.run("INSERT INTO item(item) VALUES(?)", .blob(item.bytes))
      number = db.lastRow
      try name(number, item)
    }
    remember(number, as: item)
    return number
  }

  func remember(_ number: Int64, as item: ItemID) {
    if itemNumbers.count >= Self.mostItemNumbers { itemNumbers.removeAll(keepingCapacity: true) }
    itemNumbers[item] = number
  }

  private static let mostItemNumbers = 380_000

  /// The identifier behind a local number.
  func itemID(_ ino: Int64) throws -> ItemID? {
    try db.one("SELECT item FROM item WHERE ino = ?", .integer(ino)) { ItemID(bytes: $0.bytes(0)) }
      .flatMap { $0 }
  }

  func payload(row: Int64) throws -> [UInt8]? {
    try db.one("SELECT bytes FROM payload WHERE id = ?", .integer(row)) { $0.bytes(0) }
  }

  /// The roles of the store's person.
  var roles: Roles { authority.roles(of: me) }
}

/// In which order items come.
enum ItemOrder: Equatable {
  case listed
  case shuffled
}
