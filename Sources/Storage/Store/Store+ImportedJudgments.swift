package import Items
package import Judgments

extension Store {
  /// Reads other people's judgments in as operations of a lead, in one durable transaction.
  ///
  /// They are nobody's own judgments: they stay marked as imported, in the scope that reviewers
  /// and leads hold. The same judgment again adds nothing.
  package func importJudgments(
    _ judgments: [ImportedJudgment], isDryRun: Bool = false
  ) throws -> ImportTally {
    try requireLead("read other people's judgments in")
    var tally = ImportTally()
    let work = {
      var known: [ItemID: Set<ImportedJudgment>] = [:]
      for judgment in judgments {
        let item = judgment.item
        if known[item] == nil { known[item] = Set(try self.importedJudgments(of: item)) }
        guard known[item]?.insert(judgment).inserted == true else {
          tally.had += 1
          continue
        }
        tally.new += 1
        if isDryRun { continue }
        _ = try self.append(.judgeImport, .importedJudgment(judgment), to: .scope(.rev))
      }
    }
    if isDryRun {
      try work()
      return tally
    }
    try write {
      tally = ImportTally()
      try work()
    }
    try tidy()
    return tally
  }

  /// The judgments of an item that were read in from elsewhere, in the order of their hashes.
  package func importedJudgments(of item: ItemID) throws -> [ImportedJudgment] {
    guard let ino = try number(of: item) else { return [] }
    let heads = try db.all(
      "SELECT cid, seq, hash FROM entry WHERE kind = ? AND ino = ? ORDER BY hash",
      .integer(Int(OperationKind.judgeImport.rawValue)), .integer(ino)
    ) { Head(cid: $0.integer(0), seq: $0.unsigned(1), hash: Hash(bytes: $0.bytes(2)) ?? .zero) }
    return try heads.compactMap { head in
      guard let map = try ledger.stored(head)?.map else { return nil }
      return try? ImportedJudgment(map: map)
    }
  }

  /// How many judgments were read in from elsewhere.
  package func countImportedJudgments() throws -> Int {
    try db.one(
      "SELECT count(*) FROM entry WHERE kind = ?",
      .integer(Int(OperationKind.judgeImport.rawValue))
    ) { $0.int(0) } ?? 0
  }
}
