package import Items
import Judgments

/// What an exchange with a remote did, for people and for programs.
package struct ExchangeReport: Hashable, Sendable {
  package var remote: String
  /// Operations handed on, and operations taken in.
  package var sent = 0
  package var received = 0
  /// What merging the received ones gave.
  package var merged: MergeReport
  /// Files whose end, or whose large contents, are not there yet.
  package var incomplete: [String] = []
  /// Files that are whole and wrong, each with the reason.
  package var damaged: [String] = []
  /// Files of a newer form, which this version leaves alone.
  package var newer: [String] = []
  /// Files that are sealed to other devices.
  package var sealed = 0
  /// Whether others seal their files at this remote, and this store writes its own open.
  package var isOpenAmongSealed = false
  /// Own files that were sealed anew, for devices that could not read them before.
  package var resealed = 0
  /// Files that were written so that one stands for many.
  package var packed = 0
  /// Own files that a pack stands for and that were removed.
  package var pruned = 0
  /// Operations of others that no signature here ends within a file.
  package var unhandable = 0
  /// Chains whose signed end is known and whose operations are not here yet.
  package var announced = 0
  /// How far each of the store's own chains was handed on.
  package var handedOn: [ChainID: UInt64] = [:]
  /// Operations that this remote is not the place for.
  package var heldBack = 0
  /// Why sending ended early.
  package var problems: [String] = []

  package init(remote: String) {
    self.remote = remote
    merged = MergeReport(path: remote)
  }

  mutating func add(_ report: MergeReport) {
    received += report.new
    merged.new += report.new
    merged.had += report.had
    merged.pending += report.pending
    merged.notForThisStore += report.notForThisStore
    merged.quarantined += report.quarantined
    merged.badSignatures += report.badSignatures
  }

  /// The exchange as one sentence without its full stop; `conflicts` are those that the store's
  /// own person can resolve.
  package func sentence(conflicts: Int) -> String {
    var text = "\(sent) sent, \(received) received"
    if conflicts > 0 {
      text += ", \(conflicts) \(conflicts == 1 ? "conflict" : "conflicts"): press x in the queue"
    }
    return text
  }

  /// What else a person should know, a sentence each.
  package var remarks: [String] {
    var lines = problems
    if merged.pending > 0 {
      lines.append(
        "\(merged.pending) received operations wait for earlier ones of their chain, which have "
          + "not arrived yet.")
    }
    if announced > 0 {
      lines.append(
        "\(announced) \(announced == 1 ? "chain goes" : "chains go") on beyond what has arrived; "
          + "the rest comes with a later sync.")
    }
    lines += Self.listed(incomplete, "is not complete yet and is read again next time")
    lines += Self.listed(
      damaged, "is damaged and was not taken; its owner writes it anew with gloss sync --check")
    lines += Self.listed(newer, "was written by a newer gloss; update to read it")
    if isOpenAmongSealed {
      lines.append(
        "Others seal their files at this remote, and yours are open to whoever can read it. Seal "
          + "them with gloss sync --sealed, once.")
    }
    if sealed > 0 {
      lines.append(
        "\(sealed) \(sealed == 1 ? "file is" : "files are") sealed for others. If this device was "
          + "added lately, they come with a later sync, once their owners have synced.")
    }
    if resealed > 0 {
      lines.append(
        "\(resealed) own \(resealed == 1 ? "file was" : "files were") written anew for those who "
          + "may read them now.")
    }
    if pruned > 0 {
      lines.append(
        "\(pruned) own \(pruned == 1 ? "file" : "files") went, for which another stands that a lead "
          + "has received.")
    }
    if unhandable > 0 {
      lines.append(
        "\(unhandable) operations of others could not be handed on: no signature that is here ends "
          + "them. Their owners hand them on themselves.")
    }
    if merged.badSignatures > 0 {
      lines.append("\(merged.badSignatures) signed statements have a wrong signature or device.")
    }
    if merged.quarantined > 0 {
      lines.append("\(merged.quarantined) operations cannot be read and were kept aside.")
    }
    // Told when something has come; gloss status says it at any time. What waits for its device to
    // be granted is on its way.
    for status in OperationStatus.allCases where received > 0 && status != .pending {
      if let count = merged.uncounted[status], count > 0 {
        lines.append(
          "\(count) \(count == 1 ? "operation here does" : "operations here do") not count: "
            + "\(MergeReport.words(for: status)).")
      }
    }
    if merged.forks > 0 {
      lines.append(
        "\(merged.forks) chains are forked: two copies of one store were written to. Both "
          + "branches are kept.")
    }
    if heldBack > 0 {
      lines.append(
        "\(heldBack) operations for reviewers and leads stayed here: this remote has no folder rev. "
          + "Make one that only they can read, if they exchange here.")
    }
    return lines
  }

  /// Three at most by name, so that a broken stick does not fill the screen.
  private static func listed(_ names: [String], _ what: String) -> [String] {
    var lines = names.prefix(3).map { "\($0) \(what)." }
    if names.count > 3 { lines.append("So it is with \(names.count - 3) more.") }
    return lines
  }
}
