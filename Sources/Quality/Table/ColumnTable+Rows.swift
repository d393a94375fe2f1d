extension ColumnTable {
  /// Makes a table of rows that are in memory; nil is a missing value.
  package init(file: String, roles: [String], rows: [[String?]]) {
    var columns: [String: Column] = [:]
    for (place, role) in roles.enumerated() {
      var interner = TextInterner()
      let codes = ContiguousArray(
        rows.map { row in row[place].map { interner.code(of: $0) } ?? -1 })
      columns[role] = Column(
        name: role, place: "\(place + 1) (\(visible(role)))", values: interner.texts, codes: codes)
    }
    self.init(
      file: file, rowCount: rows.count, columns: columns, anchors: [(row: 0, line: 1)])
  }
}
