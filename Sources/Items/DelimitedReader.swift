/// What stands between two fields of a line.
package enum Delimiter: UInt8, Sendable {
  /// Files named `.csv`.
  case comma = 0x2C
  /// Files named `.tsv`.
  case tab = 0x09
}

/// Reads items from CSV or TSV as RFC 4180 has it: a header line with the fields' names, fields in
/// quotation marks where they hold delimiters, line ends or doubled marks.
///
/// Every value is a text. A quotation mark within a field that does not begin with one is a plain
/// character. A field whose closing mark is missing costs its own line only: the lines behind it
/// are read again.
package struct DelimitedReader<Source: ByteSource>: RecordReader {
  private let file: String
  private let delimiter: Delimiter
  private let shape: ItemShape
  private var cutter: DelimitedCutter
  private var header: DelimitedHeader?
  private var isAtEnd = false

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - source: The file's bytes, decompressed.
  ///   - file: The file's name for messages.
  ///   - delimiter: What stands between fields.
  ///   - shape: What of the project matters here.
  ///   - maximumLine: The longest record in bytes.
  package init(
    _ source: Source, file: String, delimiter: Delimiter, shape: ItemShape = ItemShape(),
    maximumLine: Int = LineLimit.standard
  ) {
    self.file = file
    self.delimiter = delimiter
    self.shape = shape
    cutter = DelimitedCutter(source, delimiter: delimiter, maximumRecord: maximumLine)
  }

  package mutating func next() throws -> Record? {
    while !isAtEnd {
      guard let cut = try cutter.advance() else { break }
      switch cut {
      case .lineProblem(let problem, let line): return .problem(problem.at(file: file, line: line))
      case .fault(let fault, let line): return .problem(self.problem(fault, line: line))
      case .record(let line, let isEnded):
        if cutter.isBlank { continue }
        guard let header else {
          guard let problem = readHeader(line: line) else { continue }
          isAtEnd = true
          return .problem(problem)
        }
        return read(line: line, isEnded: isEnded, header: header)
      }
    }
    guard header == nil, !isAtEnd else { return nil }
    isAtEnd = true
    return .problem(
      Problem(
        place: Place(file: file, line: 1, column: 1), what: "The file is empty.",
        why: "Its first line must name the fields.", remedy: "Write a header line."))
  }

  private mutating func readHeader(line: Int) -> Problem? {
    do throws(Fault) {
      header = try DelimitedHeader(cutter, shape: shape)
      return nil
    } catch {
      return problem(error, line: line)
    }
  }

  private func read(line: Int, isEnded: Bool, header: DelimitedHeader) -> Record {
    do throws(Fault) {
      return .item(
        try header.item(from: cutter), Place(file: file, line: line, column: 1))
    } catch {
      var problem = problem(error, line: line)
      if !isEnded { problem.why = LineLimit.cutOff(problem.why) }
      return .problem(problem)
    }
  }

  private func problem(_ fault: Fault, line: Int) -> Problem {
    cutter.record.withUnsafeBytes { fault.problem(in: $0, file: file, line: line) }
  }
}
