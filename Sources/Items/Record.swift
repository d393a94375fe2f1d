/// What a reader finds: an item with its place, or what kept it from being one.
package enum Record: Hashable, Sendable {
  case item(CanonicalItem, Place)
  case problem(Problem)
}

/// Reads records one by one, whatever the format.
package protocol RecordReader {
  /// The next record, or nil at the end; a problem never ends the reading of what follows.
  ///
  /// - Throws: what the source of the bytes throws; the reader is at its end from then on.
  mutating func next() throws -> Record?
}
