import Foundation
import Interchange
import Items

/// The formats of files that items come in.
enum DataFormat: String, CaseIterable {
  case jsonl
  case csv
  case tsv
  case hh
  case judgments

  /// The format that a file's name tells; nil for a name that tells none.
  init?(fileName: String) {
    var name = fileName.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    let endings: [(String, DataFormat)] = [
      (".judgments.jsonl", .judgments), (".jsonl", .jsonl), (".ndjson", .jsonl), (".csv", .csv),
      (".tsv", .tsv),
    ]
    guard let found = endings.first(where: { name.hasSuffix($0.0) }) else { return nil }
    self = found.1
  }
}

/// A file of records with its format.
struct DataFile {
  let path: String
  let format: DataFormat

  /// Takes a file; the format is guessed from its name where none is given.
  init(_ path: String, format: DataFormat? = nil) throws {
    self.path = path
    guard let format = format ?? DataFormat(fileName: path) else {
      throw Refusal(
        "The format of \(path) cannot be told from its name.",
        remedy: "Say it with --format, or name the file .jsonl, .csv or .tsv.")
    }
    self.format = format
  }

  /// The file as judgments when its name says JSON Lines and its first line is a judgment, such
  /// as `gloss export` writes; otherwise as it is.
  func recognised(isGuessed: Bool) throws -> DataFile {
    guard isGuessed, format == .jsonl else { return self }
    var source = try InputFile.source(path)
    guard let piece = try source.next(),
      let line = piece.split(separator: 0x0A, maxSplits: 1).first,
      let json = try? JSON(parsing: Array(line), file: path, line: 1),
      ["item", "person", "answers"].allSatisfy({ json[$0] != nil })
    else { return self }
    return try DataFile(path, format: .judgments)
  }

  /// Where the file goes in a project's folder.
  var itemsPath: String {
    let name = URL(fileURLWithPath: path).lastPathComponent
    if format != .hh, DataFormat(fileName: name) == format { return "items/" + name }
    let stem = name.split(separator: ".").first ?? "items"
    return "items/\(stem).\(format == .csv || format == .tsv ? format.rawValue : "jsonl")"
  }

  /// Reads the file's items as a project shapes them.
  func reader(shape: ItemShape) throws -> any RecordReader {
    reader(of: try InputFile.source(path), shape: shape)
  }

  /// Reads items from the opened file.
  func reader(of source: any ByteSource, shape: ItemShape) -> any RecordReader {
    Self.reader(source, file: path, format: format, shape: shape)
  }

  /// Reads items from any source.
  static func reader(
    _ source: some ByteSource, file: String, format: DataFormat, shape: ItemShape
  ) -> any RecordReader {
    switch format {
    case .jsonl, .judgments: JSONLReader(source, file: file, shape: shape)
    case .csv: DelimitedReader(source, file: file, delimiter: .comma, shape: shape)
    case .tsv: DelimitedReader(source, file: file, delimiter: .tab, shape: shape)
    // Transcript pairs have no ids; their content names them, whatever the project's field is.
    case .hh: HHTranscripts(source, file: file, shape: ItemShape(hide: shape.hide))
    }
  }
}
