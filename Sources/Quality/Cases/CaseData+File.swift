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
    let filter = data["filter"]?.members ?? []
    for member in filter {
      requests.append(ColumnTable.Request(role: "filter:" + member.key, name: member.key))
    }
    var table = try TableReader.table(bytes, file: path, format: format, columns: requests)
    if !filter.isEmpty { table = keep(filter, in: table) }
    if let recode = data["recode"]?.members { table = try change(recode, in: table) }
    return .columns(table)
  }

  /// Keeps the rows whose columns have one of the wanted values.
  private static func keep(_ filter: [JSONValue.Member], in table: ColumnTable) -> ColumnTable {
    let wanted = filter.map { member in
      ("filter:" + member.key, Set((member.value.array ?? [member.value]).compactMap(\.label)))
    }
    return table.filtered { row in
      wanted.allSatisfy { role, values in
        table.text(role, row: row).map(values.contains) ?? false
      }
    }
  }

  /// Gives labels other names.
  ///
  /// `{"old": "new"}` is for the label and its gold, `{"label": {"old": "new"}}` for one role.
  /// Null leaves the judgment out.
  private static func change(
    _ recode: [JSONValue.Member], in table: ColumnTable
  ) throws -> ColumnTable {
    var table = table
    let isByRole = recode.allSatisfy { $0.value.members != nil }
    let changes =
      isByRole
      ? recode.map { (role: $0.key, names: $0.value) }
      : ["label", "gold"].map { (role: $0, names: JSONValue.object(recode)) }
    for change in changes {
      let names = change.names.members ?? []
      table = table.mapping(change.role) { old in
        guard let member = names.first(where: { $0.key == old }) else { return old }
        return member.value.label
      }
    }
    return table
  }
}
