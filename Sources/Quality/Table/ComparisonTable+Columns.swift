extension ComparisonTable {
  /// Makes comparisons of rows with the columns first, second and choice, and where there are any
  /// annotator, first_length and second_length.
  ///
  /// A choice is `first`, `second`, `tie`, the name of one of the two candidates, or what
  /// `choices` says it is, such as `{"1": "first", "2": "second", "0": "tie"}`. A row without a
  /// choice is no comparison.
  package init(
    columns table: ColumnTable, choices: JSONValue?, players declared: [String]?,
    extras: Set<String> = ["annotator", "length"]
  ) throws(TableError) {
    guard let first = table.columns["first"], let second = table.columns["second"],
      let choice = table.columns["choice"]
    else {
      throw TableError(
        TableProblem(file: table.file, message: "The columns first, second and choice are needed."))
    }
    var problems = ProblemList()
    let names = declared ?? CategoryScale.sorted(Array(Set(first.values + second.values)))
    let places = Dictionary(
      names.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { a, _ in a })
    func codes(_ column: ColumnTable.Column) -> [Int32] {
      column.values.map { places[$0] ?? -1 }
    }
    let (firstCodes, secondCodes) = (codes(first), codes(second))
    let kinds = choice.values.map { value -> Choice in
      if let word = choices?[value]?.label { return Choice(word) ?? .unknown }
      return Choice(value) ?? places[value].map { .player($0) } ?? .unknown
    }
    var rows:
      (
        first: ContiguousArray<Int32>, second: ContiguousArray<Int32>,
        outcome: ContiguousArray<Outcome>, who: ContiguousArray<Int32>
      ) = ([], [], [], [])
    var lengths: ContiguousArray<Double> = []
    rows.first.reserveCapacity(table.rowCount)
    rows.second.reserveCapacity(table.rowCount)
    rows.outcome.reserveCapacity(table.rowCount)
    let annotator = extras.contains("annotator") ? table.columns["annotator"] : nil
    let hasLengths =
      extras.contains("length") && table.columns["first_length"] != nil
      && table.columns["second_length"] != nil
    for row in 0..<table.rowCount where choice.codes[row] >= 0 {
      guard first.codes[row] >= 0, second.codes[row] >= 0 else {
        let role = first.codes[row] < 0 ? "first" : "second"
        problems.add(table.problem(role, row: row, "The \(role) candidate is empty. Name it."))
        continue
      }
      let i = firstCodes[Int(first.codes[row])]
      let j = secondCodes[Int(second.codes[row])]
      guard i >= 0, j >= 0 else {
        let column = i < 0 ? first : second
        let name = column.values[Int(column.codes[row])]
        problems.add(
          table.problem(
            i < 0 ? "first" : "second", row: row,
            "\(visible(name)) is none of the declared players." + Nearest.hint(name, in: names)
              + " Correct it, or declare it."))
        continue
      }
      guard i != j else {
        problems.add(
          table.problem(
            "second", row: row,
            "\(visible(names[Int(i)])) is compared with itself. Correct or remove the row."))
        continue
      }
      guard let outcome = kinds[Int(choice.codes[row])].outcome(i, j) else {
        problems.add(
          table.problem(
            "choice", row: row,
            "\(visible(choice.values[Int(choice.codes[row])])) is neither first, second, tie nor "
              + "one of the two candidates. Say what it means by the option choices."))
        continue
      }
      rows.first.append(i)
      rows.second.append(j)
      rows.outcome.append(outcome)
      if let annotator { rows.who.append(annotator.codes[row]) }
      if hasLengths { lengths.append(Self.difference(table, row, &problems)) }
    }
    if rows.who.contains(-1) {
      for row in 0..<table.rowCount where choice.codes[row] >= 0 {
        guard annotator?.codes[row] == -1 else { continue }
        problems.add(
          table.problem(
            "annotator", row: row, "The annotator of this comparison is empty. Name it."))
      }
    }
    try problems.throwIfAny()
    self.init(
      players: names, annotators: annotator?.values ?? [], first: rows.first, second: rows.second,
      outcome: rows.outcome, annotator: rows.who)
    lengthDifference = lengths
  }

  private enum Choice {
    case first
    case second
    case tie
    case player(Int32)
    case unknown

    init?(_ word: String) {
      switch word {
      case "first": self = .first
      case "second": self = .second
      case "tie": self = .tie
      default: return nil
      }
    }

    func outcome(_ first: Int32, _ second: Int32) -> Outcome? {
      switch self {
      case .first: .first
      case .second: .second
      case .tie: .tie
      case .player(let player): player == first ? .first : player == second ? .second : nil
      case .unknown: nil
      }
    }
  }

  private static func difference(
    _ table: ColumnTable, _ row: Int, _ problems: inout ProblemList
  ) -> Double {
    var lengths: [Double] = []
    for role in ["first_length", "second_length"] {
      let text = table.text(role, row: row)
      guard let text, let length = CategoryScale.number(text) else {
        problems.add(
          table.problem(
            role, row: row,
            (text.map { "\(visible($0)) is no length." } ?? "The length is empty.")
              + " Give each candidate's length as a number."))
        return 0
      }
      lengths.append(length)
    }
    return lengths[0] - lengths[1]
  }
}
