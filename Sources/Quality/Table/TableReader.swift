/// Reads the wanted columns of a table as its bytes arrive, and keeps nothing else of it.
///
/// CSV is that of RFC 4180 (quotes, doubled quotes, line breaks in quotes); TSV has no quotes;
/// JSON lines hold one object a line, whose members are named by dotted paths. The first line of
/// CSV and TSV names the columns. An empty value is a missing one.
package struct TableReader {
  package enum Format: String, Sendable, CaseIterable {
    case csv
    case tsv
    case jsonl

    /// The format of a file by the end of its name; nil for an unknown one.
    package init?(fileName: String) {
      let name = fileName.lowercased()
      if name.hasSuffix(".csv") {
        self = .csv
      } else if name.hasSuffix(".tsv") || name.hasSuffix(".tab") {
        self = .tsv
      } else if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
        self = .jsonl
      } else {
        return nil
      }
    }
  }

  /// A record longer than this has lost its closing quote.
  package static let longestRecord = 16 << 20

  private let file: String
  private let format: Format
  private let requests: [ColumnTable.Request]
  private var records: any RecordParser
  private var rest: [UInt8] = []
  private var line = 1
  private var failed: TableError?

  package init(file: String, format: Format, columns: [ColumnTable.Request]) {
    self.file = file
    self.format = format
    requests = columns
    records =
      format == .jsonl
      ? JSONLineParser(file: file, requests: columns)
      : DelimitedParser(
        file: file, requests: columns, delimiter: UInt8(ascii: format == .csv ? "," : "\t"),
        quotes: format == .csv)
  }

  /// Takes the next bytes of the file, cut anywhere.
  package mutating func read(_ chunk: UnsafeBufferPointer<UInt8>) throws(TableError) {
    if let failed { throw failed }
    do throws(TableError) {
      if rest.isEmpty {
        let used = try records.read(chunk, line: &line, isEnd: false)
        rest.append(contentsOf: chunk[used...])
      } else {
        rest.append(contentsOf: chunk)
        try readRest(isEnd: false)
      }
      if rest.count > Self.longestRecord { throw tooLong }
    } catch {
      failed = error
      throw error
    }
  }

  /// Ends the file; throws all mistakes of its lines.
  package mutating func finish() throws(TableError) -> ColumnTable {
    if let failed { throw failed }
    try readRest(isEnd: true)
    return try records.finish()
  }

  private mutating func readRest(isEnd: Bool) throws(TableError) {
    let bytes = rest
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Int, TableError> in
      do throws(TableError) {
        return .success(try records.read(buffer, line: &line, isEnd: isEnd))
      } catch {
        return .failure(error)
      }
    }
    rest = Array(bytes[try result.get()...])
  }

  private var tooLong: TableError {
    TableError(
      TableProblem(
        file: file, line: line,
        message: "The record that begins here is longer than 16 MB. "
          + "A quote that is opened and never closed does this; close it."))
  }

  /// Reads a whole file that is in memory.
  package static func table(
    _ bytes: [UInt8], file: String, format: Format, columns: [ColumnTable.Request]
  ) throws(TableError) -> ColumnTable {
    var reader = TableReader(file: file, format: format, columns: columns)
    reader.rest = bytes
    return try reader.finish()
  }
}

/// What turns bytes into rows, for one format.
protocol RecordParser {
  /// Takes whole records from the front of `bytes`, and returns how many bytes they had; at the
  /// end of the file the last record needs no line break.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, line: inout Int, isEnd: Bool
  ) throws(TableError) -> Int

  mutating func finish() throws(TableError) -> ColumnTable
}
