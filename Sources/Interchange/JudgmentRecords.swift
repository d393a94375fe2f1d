package import Items

/// Reads judgments from JSON Lines, one a line.
package struct JudgmentRecords<Source: ByteSource> {
  /// One line that is not blank.
  package enum Line: Hashable, Sendable {
    case record(JudgmentRecord, Place)
    /// Everything that is wrong with the line.
    case problems([Problem])
  }

  private var lines: JSONLines<Source>

  /// Makes a reader of a decompressed file.
  package init(_ source: Source, file: String) {
    lines = JSONLines(source, file: file)
  }

  /// The next line, or nil at the end; problems never end the reading of what follows.
  ///
  /// - Throws: what the source of the bytes throws.
  package mutating func next() throws -> Line? {
    switch try lines.next() {
    case nil: return nil
    case .problem(let problem): return .problems([problem])
    case .value(let value, let place):
      let (record, problems) = JudgmentRecord.read(value, at: place)
      if let record { return .record(record, place) }
      return .problems(problems)
    }
  }
}
