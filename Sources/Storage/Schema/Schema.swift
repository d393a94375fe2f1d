/// The tables of a store.
///
/// `Documentation/store.md` explains them. What is in `op`, `payload` and `blob` is the truth;
/// everything from `item` on is read from it and can be made anew; `draft`, `requeue` and `meta`
/// are this store's own business. The columns of a primary key come first everywhere, because
/// `PRAGMA integrity_check` of SQLite 3.40 misreads tables without rowid where they do not.
enum Schema {
  /// `gLoS`: marks an SQLite file as a store.
  static let applicationID = 0x674C_6F53
  /// The version of the tables, in SQLite's `user_version`.
  static let version = 2
  /// The version of the fold; a store folded by another one is folded anew.
  static let foldVersion = 3

  static let log = """
    CREATE TABLE meta(k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID;
    CREATE TABLE chain(
      cid INTEGER PRIMARY KEY, chain BLOB UNIQUE NOT NULL, scope BLOB NOT NULL,
      person BLOB NOT NULL, device BLOB NOT NULL, opened BLOB NOT NULL);
    CREATE TABLE op(
      cid INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, prev BLOB NOT NULL,
      hlc INTEGER NOT NULL, kind INTEGER NOT NULL, cell BLOB, env BLOB NOT NULL, payload INTEGER,
      status INTEGER NOT NULL, PRIMARY KEY(cid, seq, hash)) WITHOUT ROWID;
    CREATE INDEX op_uncounted ON op(status) WHERE status != 0;
    CREATE TABLE payload(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE blob(hash BLOB PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE frontier(
      cid INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, hlc INTEGER NOT NULL,
      PRIMARY KEY(cid, hash)) WITHOUT ROWID;
    CREATE TABLE checkpoint(
      cid INTEGER NOT NULL, seq INTEGER NOT NULL, sig BLOB NOT NULL, bytes BLOB NOT NULL,
      PRIMARY KEY(cid, seq, sig)) WITHOUT ROWID;
    CREATE TABLE pending(
      chain BLOB NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, env BLOB NOT NULL,
      payload BLOB, PRIMARY KEY(chain, seq, hash)) WITHOUT ROWID;
    CREATE TABLE quarantine(
      id INTEGER PRIMARY KEY, why BLOB NOT NULL, source BLOB NOT NULL, digest BLOB UNIQUE NOT NULL,
      bytes BLOB NOT NULL);
    CREATE TABLE own(scope BLOB PRIMARY KEY, cid INTEGER NOT NULL, sent INTEGER NOT NULL)
      WITHOUT ROWID;
    CREATE TABLE draft(ino INTEGER PRIMARY KEY, at INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE requeue(ino INTEGER PRIMARY KEY);
    """

  static let readModels = """
    CREATE TABLE item(
      ino INTEGER PRIMARY KEY, item BLOB NOT NULL, known INTEGER NOT NULL DEFAULT 0,
      retired INTEGER NOT NULL DEFAULT 0, cid INTEGER, seq INTEGER, hlc INTEGER, payload INTEGER,
      at INTEGER, ord INTEGER, sub INTEGER);
    CREATE TABLE named(key INTEGER PRIMARY KEY, ino INTEGER NOT NULL);
    CREATE TABLE hidden(
      ino INTEGER NOT NULL, cid INTEGER NOT NULL, seq INTEGER NOT NULL, payload INTEGER NOT NULL,
      at INTEGER NOT NULL, PRIMARY KEY(ino, cid, seq, payload)) WITHOUT ROWID;
    CREATE TABLE who(pno INTEGER PRIMARY KEY, person BLOB UNIQUE NOT NULL);
    CREATE TABLE cellop(
      fam INTEGER NOT NULL, ino INTEGER NOT NULL, layer INTEGER NOT NULL, pno INTEGER NOT NULL,
      cid INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, head INTEGER NOT NULL,
      PRIMARY KEY(fam, ino, layer, pno, cid, seq, hash)) WITHOUT ROWID;
    CREATE TABLE cellop_x(
      cell BLOB NOT NULL, cid INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
      head INTEGER NOT NULL, PRIMARY KEY(cell, cid, seq, hash)) WITHOUT ROWID;
    CREATE TABLE edge(base BLOB NOT NULL, child BLOB NOT NULL, PRIMARY KEY(base, child))
      WITHOUT ROWID;
    CREATE TABLE celltrouble(
      fam INTEGER NOT NULL, ino INTEGER NOT NULL, layer INTEGER NOT NULL, pno INTEGER NOT NULL,
      state BLOB NOT NULL, PRIMARY KEY(fam, ino, layer, pno)) WITHOUT ROWID;
    CREATE TABLE element(
      hash BLOB PRIMARY KEY, kind INTEGER NOT NULL, ino INTEGER NOT NULL, pno INTEGER NOT NULL,
      cid INTEGER NOT NULL, seq INTEGER NOT NULL, removal INTEGER NOT NULL,
      live INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX element_item ON element(ino, kind);
    CREATE TABLE entry(
      kind INTEGER NOT NULL, ino INTEGER NOT NULL, pno INTEGER NOT NULL, cid INTEGER NOT NULL,
      seq INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY(kind, ino, pno, cid, seq, hash))
      WITHOUT ROWID;
    CREATE TABLE authority(
      cid INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
      PRIMARY KEY(cid, seq, hash)) WITHOUT ROWID;
    CREATE TABLE place(
      ord INTEGER NOT NULL, sub INTEGER NOT NULL, ino INTEGER NOT NULL, state INTEGER NOT NULL,
      PRIMARY KEY(ord, sub, ino)) WITHOUT ROWID;
    CREATE TABLE stretch(
      ord INTEGER NOT NULL, sub INTEGER NOT NULL, ino INTEGER NOT NULL, items INTEGER NOT NULL,
      open INTEGER NOT NULL, judged INTEGER NOT NULL, aside INTEGER NOT NULL,
      asked INTEGER NOT NULL, drafts INTEGER NOT NULL, conflicts INTEGER NOT NULL,
      again INTEGER NOT NULL, PRIMARY KEY(ord, sub, ino)) WITHOUT ROWID;
    CREATE TABLE tally(
      id INTEGER PRIMARY KEY CHECK(id = 1), operations INTEGER NOT NULL, hlc INTEGER NOT NULL,
      items INTEGER NOT NULL, open INTEGER NOT NULL, judged INTEGER NOT NULL,
      aside INTEGER NOT NULL, asked INTEGER NOT NULL, drafts INTEGER NOT NULL,
      conflicts INTEGER NOT NULL, again INTEGER NOT NULL);
    INSERT INTO tally VALUES(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    """

  /// The tables that a fold fills, for clearing them before a new one; `item`, `named` and `who`
  /// keep their numbers.
  static let derived = [
    "hidden", "cellop", "cellop_x", "edge", "celltrouble", "element", "entry",
    "authority", "place", "stretch",
  ]

  static func create(in connection: Connection) throws {
    try connection.execute("PRAGMA application_id=\(applicationID)")
    try connection.execute(log)
    try connection.execute(readModels)
    try connection.execute("PRAGMA user_version=\(version)")
  }

  /// Checks that a file is a store that this version knows.
  static func check(_ connection: Connection, path: String) throws {
    let application = try connection.one("PRAGMA application_id") { $0.int(0) } ?? 0
    guard application == applicationID else { throw StoreFault.notAStore(path: path) }
    let found = try connection.one("PRAGMA user_version") { $0.int(0) } ?? 0
    guard found <= version else { throw StoreFault.newer(path: path, version: found) }
    guard found == version else {
      throw StoreFault.damaged(path: path, detail: "its format is \(found)")
    }
  }
}
