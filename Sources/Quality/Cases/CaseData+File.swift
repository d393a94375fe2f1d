extension CaseData {
  /// Reads the file of a case, with its filter and its other names for labels.
  static func file(
    _ path: String, _ data: JSONValue, _ statistic: Statistic, _ readFile: ReadFile
  ) throws -> MeasureData {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.hasPrefix("/"), !parts.contains("..") else {
      throw MeasureError(
        "The file \(visible(path)) lies outside the data folder. Name it from that folder.")
    }
    if let derive = data["derive"] {
      throw MeasureError(
        "The case derives its data (\(visible(derive.text))), and this program does not know how.")
    }
    guard let format = TableReader.Format(fileName: path) else {
      throw MeasureError("The file \(visible(path)) must be .csv, .tsv or .jsonl.")
    }
    let bytes = try readFile(path)
    if statistic.input == .spans { return .spans(try SpanTable(jsonLines: bytes, file: path)) }
    var requests: [ColumnTable.Request]
    if let names = data["columns"]?.members {
      requests = names.compactMap { member in
        member.value.label.map { ColumnTable.Request(role: member.key, name: $0) }
      }
    } else {
      requests = statistic.columns
    }
    let filter = try data["filter"].map(conditions) ?? []
    for condition in filter {
      requests.append(
        ColumnTable.Request(role: "filter:" + condition.column, name: condition.column))
    }
    var table = try TableReader.table(bytes, file: path, format: format, columns: requests)
    if !filter.isEmpty { table = keep(filter, in: table) }
    if let recode = data["recode"] { table = try change(recode, in: table) }
    return .columns(table)
  }

  private struct Condition {
    let column: String
    let values: Set<String>

    init(_ column: String, _ value: JSONValue) {
      self.column = column
      values = Set((value.array ?? [value]).compactMap(\.label))
    }
  }

  /// Returns what a filter asks for: `{"dimension": "anger"}`, also with a list of values,
  /// `{"column": "dimension", "equals": "anger"}`, or the text `dimension == anger`.
  private static func conditions(_ filter: JSONValue) throws -> [Condition] {
    if let list = filter.array { return try list.flatMap(conditions) }
    if let column = filter["column"]?.label,
      let value = filter["equals"] ?? filter["value"] ?? filter["in"]
    {
      return [Condition(column, value)]
    }
    if let members = filter.members { return members.map { Condition($0.key, $0.value) } }
    let sides = (filter.label ?? "").split(separator: "=").map { side in
      String(side.filter { $0 != "\"" && $0 != "'" }.split(separator: " ").joined(separator: " "))
    }
    guard sides.count == 2 else {
      throw MeasureError(
        "The filter \(visible(filter.text)) is not understood. Write {\"column\": \"value\"}.")
    }
    return [Condition(sides[0], .string(sides[1]))]
  }

  /// Keeps the rows whose columns have one of the wanted values.
  private static func keep(_ filter: [Condition], in table: ColumnTable) -> ColumnTable {
    table.filtered { row in
      filter.allSatisfy { condition in
        table.text("filter:" + condition.column, row: row).map(condition.values.contains) ?? false
      }
    }
  }

  /// Gives labels other names.
  ///
  /// `{"old": "new"}` is for the label and its gold; `{"label": {"old": "new"}}` or
  /// `{"column": "label", "map": {…}}` for one role. Null leaves the judgment out.
  private static func change(_ recode: JSONValue, in table: ColumnTable) throws -> ColumnTable {
    let changes: [(role: String, names: [JSONValue.Member])]
    let members = recode.members ?? []
    if let role = recode["column"]?.label, let names = recode["map"]?.members {
      changes = [(role, names)]
    } else if !members.isEmpty, members.allSatisfy({ $0.value.members != nil }) {
      changes = members.map { ($0.key, $0.value.members ?? []) }
    } else {
      changes = ["label", "gold"].map { ($0, members) }
    }
    var table = table
    for change in changes {
      let role =
        table.columns[change.role] != nil
        ? change.role : table.columns.first { $0.value.name == change.role }?.key ?? change.role
      table = table.mapping(role) { old in
        guard let member = change.names.first(where: { $0.key == old }) else { return old }
        return member.value.label
      }
    }
    return table
  }
}
