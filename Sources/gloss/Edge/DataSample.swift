import Items

/// The first records of a file, to guess its fields from.
enum DataSample {
  static func read(_ file: DataFile, limit: Int) throws -> [JSON] {
    var reader = try file.reader(shape: ItemShape())
    var records: [JSON] = []
    while records.count < limit, let record = try reader.next() {
      guard case .item(let item, _) = record,
        let content = try? JSON(parsing: item.content, file: file.path)
      else { continue }
      records.append(content)
    }
    return records
  }
}
