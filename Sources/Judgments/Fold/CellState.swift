package import Items

/// One version of a cell, as the fold sees it.
package struct CellVersion: Hashable, Sendable {
  package var hash: Hash
  package var bases: [Hash]
  /// Whether this program can read the version.
  package var isReadable: Bool
  /// The fields that decide, in any form that is equal exactly when they are.
  package var decision: [UInt8]
  package var isRetracted: Bool

  package init(
    hash: Hash, bases: [Hash], isReadable: Bool = true, decision: [UInt8], isRetracted: Bool
  ) {
    self.hash = hash
    self.bases = bases
    self.isReadable = isReadable
    self.decision = decision
    self.isRetracted = isRetracted
  }
}

/// What a cell's versions amount to.
package struct CellState: Hashable, Sendable {
  /// The states, in the words of screens and reports.
  package enum Standing: String, Hashable, Sendable {
    case empty
    case settled
    case retracted
    /// Several heads that decide alike.
    case twin
    /// Several heads that differ, all of whose bases are known.
    case conflict
    /// A head's base is not here yet.
    case incomplete
    /// A head is of a version that this program cannot read.
    case blocked
  }

  /// The current versions, sorted: those that no other version names as a base.
  package var heads: [Hash]
  package var standing: Standing

  /// Folds versions, in any order; a version that is given twice counts once.
  package init(of versions: [CellVersion]) {
    let named = Set(versions.flatMap(\.bases))
    let known = Set(versions.map(\.hash))
    var seen: Set<Hash> = []
    let heads = versions.filter { !named.contains($0.hash) && seen.insert($0.hash).inserted }
      .sorted { $0.hash < $1.hash }
    self.heads = heads.map(\.hash)
    guard let first = heads.first else {
      standing = .empty
      return
    }
    if heads.contains(where: { !$0.isReadable }) {
      standing = .blocked
    } else if heads.contains(where: { !$0.bases.allSatisfy(known.contains) }) {
      standing = .incomplete
    } else if heads.count == 1 {
      standing = first.isRetracted ? .retracted : .settled
    } else if heads.allSatisfy({ $0.decision == first.decision }) {
      standing = .twin
    } else {
      standing = .conflict
    }
  }
}
