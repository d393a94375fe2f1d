import Items

/// The first records of a file, to guess its fields from.
enum DataSample {
  /// At most so many records, their members in the order of the file.
  static func read(_ file: DataFile, limit: Int) throws -> [JSON] {
    if file.format == .jsonl {
      return try lines(try InputFile.source(file.path), file: file.path, limit: limit)
    }
    var reader = try file.reader(shape: ItemShape())
    var records: [JSON] = []
    while records.count < limit, let record = try reader.next() {
      guard case .item(let item, _) = record,
        let content = try? JSON(parsing: item.content, file: file.path)
      else { continue }
      records.append(content)
    }
    guard let header = try header(of: file) else { return records }
    return records.map { sorted($0, by: header) }
  }

  private static func lines(
    _ source: some ByteSource, file: String, limit: Int
  ) throws -> [JSON] {
    var lines = JSONLines(source, file: file)
    var records: [JSON] = []
    while records.count < limit, let line = try lines.next() {
      if case .value(let value, _) = line, value.members != nil { records.append(value) }
    }
    return records
  }

  /// The names in a table's first line, whose items come with their fields sorted.
  private static func header(of file: DataFile) throws -> [String]? {
    let delimiter: Character
    switch file.format {
    case .csv: delimiter = ","
    case .tsv: delimiter = "\t"
    case .jsonl, .hh, .judgments: return nil
    }
    var source = try InputFile.source(file.path)
    let first = try source.next() ?? []
    let line = String(decoding: first.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    return line.split(separator: delimiter, omittingEmptySubsequences: false).map { name in
      String(name.filter { $0 != "\"" && $0 != "\u{FEFF}" })
    }
  }

  private static func sorted(_ record: JSON, by header: [String]) -> JSON {
    let places = Dictionary(
      header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let members = (record.members ?? []).enumerated().sorted {
      (places[$0.element.key] ?? .max, $0.offset) < (places[$1.element.key] ?? .max, $1.offset)
    }
    return .object(members.map(\.element))
  }
}
