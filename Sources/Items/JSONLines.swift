/// Reads the values of a JSON Lines file as trees, with members in the order they were written.
///
/// Items are read by ``JSONLReader``, which is many times faster; this is for gold answers,
/// judgments and foreign formats.
package struct JSONLines<Source: ByteSource> {
  /// One line that is not blank.
  package enum Line: Hashable, Sendable {
    case value(JSON, Place)
    case problem(Problem)
  }

  private let file: String
  private var cutter: LineCutter

  /// Makes a reader; a line longer than `maximumLine` bytes is reported and skipped.
  package init(_ source: Source, file: String, maximumLine: Int = LineLimit.standard) {
    self.file = file
    cutter = LineCutter(source, maximumLine: maximumLine)
  }

  /// The next line, or nil at the end; a problem never ends the reading of what follows.
  ///
  /// - Throws: what the source of the bytes throws; the reader is at its end from then on.
  package mutating func next() throws -> Line? {
    while let cut = try cutter.advance() {
      switch cut {
      case .problem(let problem):
        return .problem(problem.at(file: file, line: cutter.number))
      case .line(let isEnded):
        if let line = cutter.withLine({ read($0, isEnded: isEnded) }) { return line }
      }
    }
    return nil
  }

  private func read(_ line: UnsafeRawBufferPointer, isEnded: Bool) -> Line? {
    guard !isBlank(line) else { return nil }
    do throws(Problem) {
      let value = try JSON(parsing: line, file: file, line: cutter.number)
      return .value(value, Place(file: file, line: cutter.number, column: 1))
    } catch {
      var problem = error
      if !isEnded { problem.why = LineLimit.cutOff(problem.why) }
      return .problem(problem)
    }
  }
}
