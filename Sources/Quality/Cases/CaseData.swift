/// The data of one case, from the forms that papers print to the form that statistics read.
enum CaseData {
  typealias ReadFile = (String) throws -> [UInt8]

  /// Returns the data of a case, and the options that its data bring along.
  static func read(
    _ data: JSONValue, for statistic: Statistic, readFile: ReadFile
  ) throws -> (data: MeasureData, options: [String: JSONValue]) {
    var options: [String: JSONValue] = [:]
    let tables: Set<String> = [
      "table", "counts", "matrix", "ratings", "sets", "triples", "file", "columns", "filter",
      "recode", "derive", "wins", "ties", "rows", "choice",
    ]
    for member in data.members ?? [] where !tables.contains(member.key) {
      options[member.key] = member.value
    }
    if let choices = data["choice"] { options["choices"] = choices }
    return (try form(data, statistic, &options, readFile), options)
  }

  private static func form(
    _ data: JSONValue, _ statistic: Statistic, _ options: inout [String: JSONValue],
    _ readFile: ReadFile
  ) throws -> MeasureData {
    if let path = data["file"]?.string {
      return try file(path, data, statistic, readFile)
    }
    if statistic.input == .spans, let a = data["a"], let b = data["b"] {
      options["a"] = nil
      options["b"] = nil
      return .spans(
        SpanTable(markings: [
          SpanTable.Marking(document: "1", annotator: "a", spans: try spans(a)),
          SpanTable.Marking(document: "1", annotator: "b", spans: try spans(b)),
        ]))
    }
    if let rows = data["table"] { return .contingency(try numbers(rows, "table")) }
    if let rows = data["counts"] { return .counts(try numbers(rows, "counts")) }
    if let rows = (data["matrix"] ?? data["sets"])?.array {
      return .columns(judgments(try cells(rows), itemsFirst: true))
    }
    if let rows = data["ratings"]?.array {
      return .columns(judgments(try cells(rows), itemsFirst: false))
    }
    if let rows = data["triples"]?.array {
      let cells = try cells(rows)
      let roles = ["item", "annotator", "label", "gold"]
      let width = cells.map(\.count).max() ?? 3
      guard (3...4).contains(width), cells.allSatisfy({ $0.count == width }) else {
        throw MeasureError("A triple must be [item, annotator, label], with gold where known.")
      }
      return .columns(ColumnTable(file: "data", roles: Array(roles.prefix(width)), rows: cells))
    }
    if let wins = data["wins"] {
      return .pairs(try pairs(wins: wins, ties: data["ties"], players: data["players"]))
    }
    if let rows = data["rows"]?.array, let columns = data["columns"]?.array {
      return try table(rows, columns.compactMap(\.label), data["players"])
    }
    return .none
  }

  private static func numbers(_ value: JSONValue, _ name: String) throws -> [[Double]] {
    guard let rows = value.numberRows else {
      throw MeasureError("The \(name) must be rows of numbers.")
    }
    return rows
  }

  private static func cells(_ rows: [JSONValue]) throws -> [[String?]] {
    try rows.map { row in
      guard let cells = row.array else { throw MeasureError("Each row of data must be a list.") }
      return cells.map(\.label)
    }
  }

  private static func judgments(_ cells: [[String?]], itemsFirst: Bool) -> ColumnTable {
    var rows: [[String?]] = []
    for (i, row) in cells.enumerated() {
      for (j, label) in row.enumerated() where label != nil {
        let (item, annotator) = itemsFirst ? (i, j) : (j, i)
        rows.append([String(item + 1), String(annotator + 1), label])
      }
    }
    return ColumnTable(file: "data", roles: ["item", "annotator", "label"], rows: rows)
  }

  private static func spans(_ value: JSONValue) throws -> [LabelledSpan] {
    try (value.array ?? []).map { span in
      guard let cells = span.array, cells.count >= 2, let start = cells[0].int,
        let end = cells[1].int, start <= end
      else { throw MeasureError("A span must be [start, end, label].") }
      return LabelledSpan(
        start: start, end: end, label: cells.count > 2 ? cells[2].label ?? "" : "")
    }
  }

  private static func pairs(
    wins: JSONValue, ties: JSONValue?, players: JSONValue?
  ) throws -> PairCounts {
    let wins = try numbers(wins, "wins")
    let ties = try ties.map { try numbers($0, "ties") }
    let n = wins.count
    guard wins.allSatisfy({ $0.count == n }), ties?.allSatisfy({ $0.count == n }) ?? true,
      ties.map({ $0.count == n }) ?? true, wins.joined().allSatisfy({ $0 >= 0 }),
      ties?.joined().allSatisfy({ $0 >= 0 }) ?? true
    else {
      throw MeasureError(
        "The table of wins must have as many columns as rows, and no negative numbers.")
    }
    let names = players?.array?.compactMap(\.label) ?? (0..<n).map(String.init)
    guard names.count == n else { throw MeasureError("Name each of the \(n) players once.") }
    var pairs: [PairCounts.Pair] = []
    for i in 0..<n {
      for j in (i + 1)..<max(n, i + 1) {
        let tied = ties.map { $0[i][j] } ?? 0
        guard wins[i][j] + wins[j][i] + tied > 0 else { continue }
        pairs.append(
          PairCounts.Pair(
            first: i, second: j, firstWins: wins[i][j], secondWins: wins[j][i], ties: tied))
      }
    }
    return PairCounts(players: names, pairs: pairs)
  }

  /// Rows with named columns: counted pairs, decided comparisons, or plain judgments.
  private static func table(
    _ rows: [JSONValue], _ names: [String], _ players: JSONValue?
  ) throws -> MeasureData {
    let cells = try cells(rows)
    guard cells.allSatisfy({ $0.count == names.count }) else {
      throw MeasureError("Each row must have one value for each of the columns.")
    }
    func place(_ candidates: String...) -> Int? {
      candidates.lazy.compactMap { names.firstIndex(of: $0) }.first
    }
    if let i = place("i", "first"), let j = place("j", "second"),
      let a = place("wins_i", "first_wins"), let b = place("wins_j", "second_wins")
    {
      let ties = place("ties")
      let found = Set(cells.flatMap { [$0[i], $0[j]] }.compactMap { $0 })
      let order = players?.array?.compactMap(\.label) ?? CategoryScale.sorted(Array(found))
      let pairs = try cells.map { row -> PairCounts.Pair in
        guard let first = order.firstIndex(where: { $0 == row[i] }),
          let second = order.firstIndex(where: { $0 == row[j] }), first != second
        else { throw MeasureError("Each row must name two different players.") }
        let numbers = try [a, b, ties].map { place -> Double in
          guard let place else { return 0 }
          guard let number = row[place].flatMap(CategoryScale.number), number >= 0 else {
            throw MeasureError("Wins and ties must be numbers from 0.")
          }
          return number
        }
        return PairCounts.Pair(
          first: first, second: second, firstWins: numbers[0], secondWins: numbers[1],
          ties: numbers[2])
      }
      return .pairs(PairCounts(players: order, pairs: pairs))
    }
    if let winner = place("winner"), let loser = place("loser") {
      var roles = ["first", "second", "choice"]
      let who = place("annotator")
      if who != nil { roles.append("annotator") }
      return .columns(
        ColumnTable(
          file: "data", roles: roles,
          rows: cells.map { row in
            [row[winner], row[loser], "first"] + (who.map { [row[$0]] } ?? [])
          }))
    }
    return .columns(ColumnTable(file: "data", roles: names, rows: cells))
  }
}
