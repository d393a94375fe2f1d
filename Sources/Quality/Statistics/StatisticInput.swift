/// The data of a request, in one of the forms that tables and papers have.
package enum MeasureData: Sendable {
  case none
  case columns(ColumnTable)
  /// Two annotators' labels, counted.
  case contingency([[Double]])
  /// Items × categories, counted.
  case counts([[Double]])
  case pairs(PairCounts)
  case spans(SpanTable)
}

/// What a statistic is computed from.
package struct StatisticInput: Sendable {
  package let data: MeasureData
  package let options: MeasureOptions

  private func wrongForm(_ wanted: String) -> MeasureError {
    MeasureError("This statistic needs \(wanted), and the data have another form.")
  }

  /// The name of what is asked for, in small letters.
  var output: String { (options.text("output") ?? "").lowercased() }

  var confidence: Double {
    get throws { try options.share("conf", 0.95) }
  }

  private var categories: [String]? { options.list("categories").flatMap { isWord($0) ? nil : $0 } }

  /// `categories: observed` asks for the labels found.
  private func isWord(_ list: [String]) -> Bool { list == ["observed"] }

  private func scale(count: Int) throws -> CategoryScale {
    let names = categories ?? (0..<count).map(String.init)
    guard names.count == count else {
      throw MeasureError(
        "\(names.count) categories are declared and the table has \(count). Name each once.")
    }
    return CategoryScale(declared: names)
  }

  /// Counts that no item list could hold are mistakes.
  private func checkCounts(_ rows: [[Double]]) throws {
    let total = rows.joined().reduce(0, +)
    guard rows.joined().allSatisfy({ $0 >= 0 }), total <= 10_000_000 else {
      throw MeasureError(
        "The counts must be from 0 to ten million in all. Give larger data as rows.")
    }
  }

  func ratings(
    numeric: Bool = false, repeats: RatingTable.Reading.Repeats = .error,
    extras: Set<String> = []
  ) throws -> RatingTable {
    guard case .columns(let table) = data else {
      throw wrongForm("one judgment a row (item, annotator, label)")
    }
    var reading = RatingTable.Reading()
    reading.categories = categories
    if let categories, Set(categories).count < categories.count {
      throw MeasureError("A category is declared twice. Name each once.")
    }
    reading.numeric = numeric
    reading.extras = extras
    reading.repeats = try options.choice(
      "repeats", [("error", .error), ("last", .last), ("keep", .keep)], repeats)
    return try RatingTable(columns: table, reading)
  }

  /// How the items fall on the categories, and the items' clusters where the table has them.
  func profiles(
    numeric: Bool = false
  ) throws -> (profiles: ItemProfiles, cluster: ContiguousArray<Int32>) {
    switch data {
    case .contingency(let rows):
      try checkSquare(rows)
      return (ItemProfiles(ContingencyTable(rows, scale: try scale(count: rows.count))), [])
    case .counts(let rows):
      let width = rows.map(\.count).max() ?? 0
      guard rows.allSatisfy({ $0.count == width }) else {
        throw MeasureError(
          "The rows of counts must have one number for each category. Complete them.")
      }
      try checkCounts(rows)
      return (ItemProfiles(counts: rows, scale: try scale(count: width)), [])
    default:
      let table = try ratings(numeric: numeric, extras: ["cluster"])
      return (ItemProfiles(table), table.cluster)
    }
  }

  private func checkSquare(_ rows: [[Double]]) throws {
    guard rows.allSatisfy({ $0.count == rows.count }) else {
      throw MeasureError("The table of two annotators must have as many columns as rows.")
    }
    try checkCounts(rows)
  }

  /// Two annotators' labels: those named by `first` and `second`, or the only two.
  func contingency() throws -> ContingencyTable {
    if case .contingency(let rows) = data {
      try checkSquare(rows)
      return ContingencyTable(rows, scale: try scale(count: rows.count))
    }
    let table = try ratings()
    let (first, second) = try twoAnnotators(table)
    return ContingencyTable(table, first, second)
  }

  func twoAnnotators(_ table: RatingTable) throws -> (Int, Int) {
    let named = options.list("annotators") ?? []
    if let a = options.text("first") ?? named.first,
      let b = options.text("second") ?? named.dropFirst().first
    {
      guard let first = table.annotators.firstIndex(of: a) else { throw nobody(a, table) }
      guard let second = table.annotators.firstIndex(of: b) else { throw nobody(b, table) }
      return (first, second)
    }
    guard table.annotators.count <= 2 else {
      throw MeasureError(
        "There are \(table.annotators.count) annotators, and this statistic compares two. "
          + "Name them by the options first and second, or use fleiss_kappa.")
    }
    return (0, 1)
  }

  private func nobody(_ name: String, _ table: RatingTable) -> MeasureError {
    MeasureError(
      "Nobody is called \(visible(name))." + Nearest.hint(name, in: table.annotators)
        + " Check the name.")
  }

  func spans() throws -> SpanTable {
    guard case .spans(let table) = data else { throw wrongForm("spans") }
    return table
  }

  func pairs() throws -> PairCounts {
    if case .pairs(let pairs) = data {
      guard pairs.comparisons <= 1e12 else {
        throw MeasureError("The wins and ties are too many to be counts. Check them.")
      }
      return pairs
    }
    return PairCounts(try comparisons())
  }

  func comparisons(extras: Set<String> = []) throws -> ComparisonTable {
    guard case .columns(let table) = data else {
      throw wrongForm("one comparison a row (first, second, choice)")
    }
    return try ComparisonTable(
      columns: table, choices: try choices(), players: options.list("players"), extras: extras)
  }

  /// Whether every comparison says who judged.
  var hasAnnotators: Bool {
    guard case .columns(let table) = data, let column = table.columns["annotator"] else {
      return false
    }
    return !column.codes.contains(-1)
  }

  /// What the values of choice mean; on a command line it is JSON.
  private func choices() throws -> JSONValue? {
    guard let value = options.raw("choices") else { return nil }
    let meaning = value.string.flatMap { try? JSONReader.value(of: Array($0.utf8)) } ?? value
    guard let members = meaning.members,
      members.allSatisfy({ ["first", "second", "tie"].contains($0.value.label) })
    else {
      throw MeasureError(
        "The option choices must say what each value means, "
          + "{\"1\": \"first\", \"2\": \"second\", \"0\": \"tie\"}.")
    }
    return meaning
  }

  /// A list of numbers: inline, or the column of a table.
  func series(_ name: String) throws -> [Double] {
    if case .columns(let table) = data {
      var values: [Double] = []
      var problems = ProblemList()
      for row in 0..<table.rowCount {
        guard let text = table.text(name, row: row) else { continue }
        if let number = CategoryScale.number(text) {
          values.append(number)
        } else {
          problems.add(
            table.problem(
              name, row: row, "\(visible(text)) is no number. Correct it or leave it empty."))
        }
      }
      try problems.throwIfAny()
      return values
    }
    if let numbers = try options.numbers(name) { return numbers }
    throw MeasureError("The numbers \(name) are missing. Give a table or the option \(name).")
  }

  /// The text of one column of the table, row by row.
  func texts(_ role: String) throws -> [String?] {
    guard case .columns(let table) = data, table.columns[role] != nil else {
      throw MeasureError("This statistic needs a column \(role). Name it by --\(role).")
    }
    return (0..<table.rowCount).map { table.text(role, row: $0) }
  }
}
