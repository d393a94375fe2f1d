/// How an exchange goes about it, as its user wants it.
package struct ExchangeManner: Hashable, Sendable {
  /// Only counts what would be exchanged.
  package var isDryRun = false
  /// Reads all own files at the remote, to write damaged ones anew.
  package var isThorough = false
  /// Seals what not everybody may read to the devices of those who may.
  package var isSealed = false
  /// Brings own files that are there already to what `isSealed` says now.
  package var isTurning = false
  /// Hands on what others have signed, too.
  package var isForOthers = false

  /// Removes own small files for which a pack stands that a lead has received.
  package var isPruning = false

  package init() {}

  /// Whether names alone do not tell what there is to do.
  var looksInside: Bool { isThorough || isSealed || isTurning || isForOthers || isPruning }
}
