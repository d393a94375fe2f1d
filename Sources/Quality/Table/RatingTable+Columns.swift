extension RatingTable {
  /// How rows become a table of judgments.
  package struct Reading: Sendable {
    /// What to do with a second judgment of an item by one person.
    package enum Repeats: String, Sendable {
      case error
      case last
      case keep
    }

    package var repeats = Repeats.error
    /// The declared categories in their order; nil takes the labels found.
    package var categories: [String]?
    /// Whether labels must be numbers.
    package var numeric = false
    /// Whether numbers and words may stand side by side in the labels found.
    package var mixed = false
    /// The columns beside item, annotator and label that matter: gold, cluster.
    ///
    /// A mistake in a column that nobody asked for stops nothing.
    package var extras: Set<String> = ["gold", "cluster"]

    package init() {}
  }

  /// Makes the judgments of rows with the columns item, annotator and label, and where there are
  /// any gold and cluster.
  ///
  /// A row without a label is no judgment.
  package init(columns table: ColumnTable, _ reading: Reading) throws(TableError) {
    guard let item = table.columns["item"], let annotator = table.columns["annotator"],
      let label = table.columns["label"]
    else {
      throw TableError(
        TableProblem(
          file: table.file, message: "The columns item, annotator and label are needed."))
    }
    var problems = ProblemList()
    let codes = Self.categories(label, table, reading, &problems)
    try problems.throwIfAny()
    var rows:
      (
        item: ContiguousArray<Int32>, who: ContiguousArray<Int32>, label: ContiguousArray<Int32>
      ) = (item.codes, annotator.codes, label.codes)
    let isComplete = !item.codes.contains(-1) && !annotator.codes.contains(-1)
    if !isComplete || label.codes.contains(-1) {
      rows = ([], [], [])
      for row in 0..<table.rowCount where label.codes[row] >= 0 {
        if item.codes[row] < 0 || annotator.codes[row] < 0 {
          let role = item.codes[row] < 0 ? "item" : "annotator"
          problems.add(
            table.problem(role, row: row, "The \(role) of this judgment is empty. Name it."))
          continue
        }
        rows.item.append(item.codes[row])
        rows.who.append(annotator.codes[row])
        rows.label.append(label.codes[row])
      }
      try problems.throwIfAny()
    }
    for row in rows.label.indices { rows.label[row] = codes.code[Int(rows.label[row])] }
    var ratings = RatingTable(
      scale: codes.scale, items: item.values, annotators: annotator.values,
      itemOfRow: rows.item, annotatorOfRow: rows.who, labelOfRow: rows.label)
    rows = ([], [], [])
    if reading.repeats == .error, ratings.firstRepeat != nil {
      throw Self.repeats(table, item, annotator)
    }
    if reading.repeats == .last { ratings = ratings.lastJudgments }
    if reading.extras.contains("cluster") {
      ratings.cluster = try Self.perItem("cluster", table, item) { $0 }
    }
    let places = Dictionary(
      codes.scale.names.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { a, _ in a })
    if reading.extras.contains("gold"), let gold = table.columns["gold"] {
      ratings.gold = try Self.perItem("gold", table, item) { code in
        code < 0 ? Self.noGold : places[gold.values[Int(code)]] ?? Self.goldOutsideScale
      }
    }
    self = ratings
  }

  /// Returns the scale, and the category of each distinct label.
  private static func categories(
    _ label: ColumnTable.Column, _ table: ColumnTable, _ reading: Reading,
    _ problems: inout ProblemList
  ) -> (scale: CategoryScale, code: ContiguousArray<Int32>) {
    func report(_ isBad: (String) -> Bool, _ message: (String) -> String) {
      let bad = label.values.map(isBad)
      guard bad.contains(true) else { return }
      for (row, code) in label.codes.enumerated() where code >= 0 && bad[Int(code)] {
        problems.add(table.problem("label", row: row, message(label.values[Int(code)])))
      }
    }
    if reading.numeric {
      report({ CategoryScale.number($0) == nil }) {
        "\(visible($0)) is no number, and this statistic needs numbers. "
          + "Correct it, leave it empty, or choose a nominal statistic."
      }
    }
    if let declared = reading.categories {
      let known = Set(declared)
      report({ !known.contains($0) }) {
        "\(visible($0)) is none of the declared categories."
          + Nearest.hint($0, in: declared)
          + " Correct it, or declare it."
      }
    } else if !reading.numeric, !reading.mixed {
      let numbers = label.values.filter { CategoryScale.number($0) != nil }
      let words = label.values.filter { CategoryScale.number($0) == nil && !$0.isEmpty }
      if let number = numbers.first, !words.isEmpty {
        report({ CategoryScale.number($0) == nil && !$0.isEmpty }) {
          "\(visible($0)) is a word and \(number) a number in one column. "
            + "Correct it, or declare the categories."
        }
      }
    }
    let scale =
      reading.categories.map { CategoryScale(declared: $0) }
      ?? CategoryScale(observed: label.values)
    let places = Dictionary(
      scale.names.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { a, _ in a })
    return (scale, ContiguousArray(label.values.map { places[$0] ?? 0 }))
  }

  /// Returns one value for each item from a column; an item with two values is a mistake.
  private static func perItem(
    _ role: String, _ table: ColumnTable, _ item: ColumnTable.Column,
    _ value: (Int32) -> Int32
  ) throws(TableError) -> ContiguousArray<Int32> {
    guard let column = table.columns[role] else { return [] }
    var codes = ContiguousArray<Int32>(repeating: -1, count: item.values.count)
    var problems = ProblemList()
    for row in 0..<table.rowCount where column.codes[row] >= 0 && item.codes[row] >= 0 {
      let place = Int(item.codes[row])
      if codes[place] >= 0, codes[place] != column.codes[row] {
        let (old, new) = (column.values[Int(codes[place])], column.values[Int(column.codes[row])])
        problems.add(
          table.problem(
            role, row: row,
            "The \(role) of item \(visible(item.values[place])) is \(visible(new)) here and "
              + "\(visible(old)) before. Give each item one."))
      } else {
        codes[place] = column.codes[row]
      }
    }
    try problems.throwIfAny()
    for place in codes.indices { codes[place] = value(codes[place]) }
    return codes
  }

  private static func repeats(
    _ table: ColumnTable, _ item: ColumnTable.Column, _ annotator: ColumnTable.Column
  ) -> TableError {
    var problems = ProblemList()
    var first: [Int: Int] = [:]
    let width = annotator.values.count
    for row in 0..<table.rowCount
    where item.codes[row] >= 0 && annotator.codes[row] >= 0
      && (table.columns["label"]?.codes[row] ?? -1) >= 0
    {
      let key = Int(item.codes[row]) * width + Int(annotator.codes[row])
      guard let before = first[key] else {
        first[key] = row
        continue
      }
      problems.add(
        table.problem(
          "annotator", row: row,
          "\(visible(annotator.values[Int(annotator.codes[row])])) judged item "
            + "\(visible(item.values[Int(item.codes[row])])) before, on line "
            + "\(table.line(ofRow: before)). Remove one, or ask for the last (repeats=last)."))
    }
    return TableError(problems.problems, count: problems.count)
  }
}
