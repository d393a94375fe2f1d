import Items
import Quality

/// The table of a `measure`, read a piece at a time.
struct MeasureTable {
  let input: String?
  let format: String?

  func read(_ statistic: Statistic, _ arguments: MeasureArguments) throws -> MeasureData {
    guard let input else {
      switch statistic.input {
      case .options, .series: return .none
      default:
        throw Refusal(
          "\(statistic.name) needs a table.",
          remedy: "Give one with --input; gloss measure \(statistic.name) --describe has its "
            + "columns.")
      }
    }
    let file = input == "-" ? "standard input" : input
    var source = try InputFile.source(input)
    if statistic.input == .spans {
      var bytes: [UInt8] = []
      while let piece = try source.next() { bytes += piece }
      return .spans(try SpanTable(jsonLines: bytes, file: file, columns: arguments.columns))
    }
    var name = input
    if name.lowercased().hasSuffix(".gz") { name.removeLast(3) }
    guard let format = format.map(TableReader.Format.init(rawValue:)) ?? .init(fileName: name)
    else {
      throw Refusal(
        "The format of \(file) cannot be told.", remedy: "Say --format csv, tsv or jsonl.")
    }
    let requests = statistic.columns.map { request in
      arguments.columns[request.role].map {
        ColumnTable.Request(role: request.role, name: $0)
      } ?? request
    }
    var reader = TableReader(file: file, format: format, columns: requests)
    var progress = Progress("Reading", total: nil)
    var done = 0
    while let piece = try source.next() {
      try piece.withUnsafeBufferPointer { try reader.read($0) }
      done += piece.count
      progress.advance(to: done, "\(done >> 20) MiB")
    }
    progress.end()
    return .columns(try reader.finish())
  }
}

/// A file of cases with known data, computed one after another.
struct MeasureCases {
  let file: String
  /// The folder from which the cases name files; nil is the parent of the case file's folder.
  let data: String?

  func run() throws {
    let folder = data ?? FolderTree.join(SystemDisk.folder(of: file), "..")
    let results = try CaseRunner.run(caseFile: try Self.bytes(file)) { path in
      try Self.bytes(FolderTree.join(folder, path))
    }
    try TextOutput.standard.line(String(decoding: results, as: UTF8.self))
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    var source = try InputFile.source(path)
    var bytes: [UInt8] = []
    while let piece = try source.next() { bytes += piece }
    return bytes
  }
}
