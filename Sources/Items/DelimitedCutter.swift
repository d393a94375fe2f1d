/// Cuts bytes into the records of a CSV or TSV file.
struct DelimitedCutter {
  /// What the next record is.
  enum Cut {
    /// A record, in ``record`` and ``fields``, with the number of its first line.
    case record(line: Int, isEnded: Bool)
    /// A mistake in ``record``, whose first line has the number.
    case fault(Fault, line: Int)
    /// A line that cannot be part of a record.
    case lineProblem(LineProblem, line: Int)
  }

  private var lines: LineCutter
  private let delimiter: UInt8
  private let maximumRecord: Int
  private var scan = DelimitedScan()
  /// The bytes of the record without the last line feed.
  private(set) var record: [UInt8] = []

  // Lines that were read while a quotation mark was open, each with its line feed: should the mark
  // never close, they are read again as records of their own.
  private var ahead: [UInt8] = []
  private var aheadPosition = 0
  private var aheadLine = 0
  private var lastLineIsEnded = true
  private var waiting: (LineProblem, line: Int)?

  init(_ source: any ByteSource, delimiter: Delimiter, maximumRecord: Int) {
    lines = LineCutter(source, maximumLine: maximumRecord)
    self.delimiter = delimiter.rawValue
    self.maximumRecord = maximumRecord
  }

  var fields: [DelimitedField] { scan.fields }

  /// Whether the record is a line with nothing on it.
  var isBlank: Bool { record.withUnsafeBytes { Items.isBlank($0) && scan.fields.count == 1 } }

  /// Goes to the next record, or gives nil at the end.
  mutating func advance() throws -> Cut? {
    if let (problem, line) = waiting {
      waiting = nil
      return .lineProblem(problem, line: line)
    }
    scan.reset()
    record.removeAll(keepingCapacity: record.capacity <= 1 << 20)
    dropReadAhead()
    let first: Int
    if aheadPosition < ahead.count {
      first = aheadLine
      takeAhead()
    } else {
      guard let cut = try lines.advance() else { return nil }
      first = lines.number
      switch cut {
      case .problem(let problem): return .lineProblem(problem, line: first)
      case .line(let isEnded):
        lastLineIsEnded = isEnded
        lines.withLine { record.append(contentsOf: $0) }
      }
    }
    return try complete(first: first)
  }

  /// Takes in further lines as long as a quotation mark is open.
  private mutating func complete(first: Int) throws -> Cut {
    let restart = (position: aheadPosition, line: first + 1)
    while true {
      if let fault = scanToLineEnd() {
        (aheadPosition, aheadLine) = restart
        return .fault(fault, line: first)
      }
      guard scan.isOpen else {
        return .record(line: first, isEnded: lastLineIsEnded || aheadPosition < ahead.count)
      }
      guard try appendLine() else {
        (aheadPosition, aheadLine) = restart
        return .fault(unclosed(), line: first)
      }
    }
  }

  private mutating func scanToLineEnd() -> Fault? {
    record.withUnsafeBytes { bytes in
      do throws(Fault) {
        try scan.scan(bytes, delimiter: delimiter)
        return nil
      } catch {
        return error
      }
    }
  }

  private func unclosed() -> Fault {
    let isTooLong = record.count > maximumRecord
    return Fault(
      offset: scan.opening, what: "The quotation mark that opens here is never closed.",
      why: isTooLong ? "No closing mark follows within \(maximumRecord) bytes." : "",
      remedy: "Close it, or double it if it belongs to the text.")
  }

  /// Puts the next line behind the record, or tells that none can be.
  private mutating func appendLine() throws -> Bool {
    if aheadPosition >= ahead.count {
      guard record.count <= maximumRecord, let cut = try lines.advance() else { return false }
      switch cut {
      case .problem(let problem):
        waiting = (problem, lines.number)
        return false
      case .line(let isEnded):
        lastLineIsEnded = isEnded
        aheadLine = lines.number
        lines.withLine { ahead.append(contentsOf: $0) }
        ahead.append(UInt8(ascii: "\n"))
      }
    }
    record.append(UInt8(ascii: "\n"))
    takeAhead()
    return record.count <= maximumRecord
  }

  private mutating func takeAhead() {
    let newline = ahead.withUnsafeBytes {
      ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: $0, from: aheadPosition)
    }
    let end = newline ?? ahead.count
    record.append(contentsOf: ahead[aheadPosition..<end])
    aheadPosition = end + 1
    aheadLine += 1
  }

  /// Lets go of lines read ahead that are done with, seldom enough to stay linear.
  private mutating func dropReadAhead() {
    if aheadPosition >= ahead.count {
      ahead.removeAll(keepingCapacity: ahead.capacity <= 1 << 20)
      aheadPosition = 0
    } else if aheadPosition > 1 << 20, aheadPosition > ahead.count / 2 {
      ahead.removeFirst(aheadPosition)
      aheadPosition = 0
    }
  }
}
