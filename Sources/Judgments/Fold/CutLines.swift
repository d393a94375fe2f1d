package import Items

/// The operations that lead up to the places at which revocations cut.
///
/// A position alone is not enough: whoever has a stolen key can fork its chain below the cut.
/// While the operation at the cut is not here, nothing is known to lead up to it.
package struct CutLines: Hashable, Sendable {
  /// By the last trusted operation: the names of those before it where its chain is forked, nil
  /// where the chain is one line.
  private var lines: [OperationReference: Set<Hash>?]

  package init() {
    lines = [:]
  }

  /// Notes that an operation is here, at which a revocation cuts.
  ///
  /// `names` are all operations of its line, itself among them; nil where the chain has no other.
  package mutating func add(_ cut: OperationReference, names: Set<Hash>?) {
    lines[cut] = .some(names)
  }

  /// Whether an operation is another one, or stands before it on its line.
  func leads(from earlier: OperationReference, to cut: OperationReference) -> Bool {
    guard earlier.chain == cut.chain, earlier.seq <= cut.seq, let names = lines[cut] else {
      return false
    }
    return names?.contains(earlier.hash) ?? (earlier.seq < cut.seq || earlier == cut)
  }
}

extension AuthorityRecord {
  /// The places at which the record cuts, where it is a revocation.
  package var cuts: [OperationReference] {
    if case .deviceRevoke(let revoke) = payload { revoke.cut } else { [] }
  }
}
