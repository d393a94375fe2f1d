/// The named columns of a table file, each value replaced by its number in the list of distinct
/// values.
package struct ColumnTable: Sendable {
  package struct Column: Sendable {
    /// The name in the file.
    package let name: String
    /// Where it stands: the number of the field from 1, or the member's name.
    package let place: String
    /// The distinct values in the order of their first appearance.
    package var values: [String]
    /// The value of each row; −1 where it is missing.
    package var codes: ContiguousArray<Int32>

    package init(name: String, place: String, values: [String], codes: ContiguousArray<Int32>) {
      self.name = name
      self.place = place
      self.values = values
      self.codes = codes
    }
  }

  /// One column that a statistic wants: the part it plays, and its name in the file.
  package struct Request: Sendable, Equatable {
    package let role: String
    package let name: String
    package let isRequired: Bool

    package init(role: String, name: String, isRequired: Bool = true) {
      self.role = role
      self.name = name
      self.isRequired = isRequired
    }
  }

  package let file: String
  package private(set) var rowCount: Int
  /// By role.
  package private(set) var columns: [String: Column]
  /// Row and line wherever lines and rows fall out of step (quoted line breaks, empty lines).
  private var anchors: [(row: Int, line: Int)]

  package init(
    file: String, rowCount: Int, columns: [String: Column], anchors: [(row: Int, line: Int)] = []
  ) {
    self.file = file
    self.rowCount = rowCount
    self.columns = columns
    self.anchors = anchors
  }

  /// Returns the line of the file on which a row begins.
  package func line(ofRow row: Int) -> Int {
    var (low, high) = (0, anchors.count)
    while low < high {
      let middle = (low + high) / 2
      if anchors[middle].row <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return row + 1 }
    return anchors[low - 1].line + row - anchors[low - 1].row
  }

  package func problem(_ role: String, row: Int, _ message: String) -> TableProblem {
    TableProblem(
      file: file, line: line(ofRow: row), column: columns[role]?.place, message: message)
  }

  /// Returns the text of a value; nil where it is missing.
  package func text(_ role: String, row: Int) -> String? {
    guard let column = columns[role], column.codes[row] >= 0 else { return nil }
    return column.values[Int(column.codes[row])]
  }

  /// The rows for which `keep` holds, with the values that they use; their lines stay known.
  package func filtered(_ keep: (Int) -> Bool) -> ColumnTable {
    let rows = (0..<rowCount).filter(keep)
    var table = self
    table.rowCount = rows.count
    table.anchors = rows.enumerated().map { ($0.offset, line(ofRow: $0.element)) }
    for (role, column) in columns {
      var places = [Int32](repeating: -1, count: column.values.count)
      var values: [String] = []
      table.columns[role]?.codes = ContiguousArray(
        rows.map { row in
          let old = column.codes[row]
          guard old >= 0 else { return -1 }
          if places[Int(old)] < 0 {
            places[Int(old)] = Int32(values.count)
            values.append(column.values[Int(old)])
          }
          return places[Int(old)]
        })
      table.columns[role]?.values = values
    }
    return table
  }

  /// The table with other texts for the values of one column; nil makes a value missing.
  package func mapping(_ role: String, _ change: (String) -> String?) -> ColumnTable {
    var table = self
    guard var column = columns[role] else { return table }
    var (values, places) = ([String](), [String: Int32]())
    let codes = column.values.map { value -> Int32 in
      guard let new = change(value) else { return -1 }
      if let place = places[new] { return place }
      values.append(new)
      places[new] = Int32(values.count - 1)
      return Int32(values.count - 1)
    }
    for row in column.codes.indices where column.codes[row] >= 0 {
      column.codes[row] = codes[Int(column.codes[row])]
    }
    column.values = values
    table.columns[role] = column
    return table
  }
}
