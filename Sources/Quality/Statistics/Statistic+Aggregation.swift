extension Statistic {
  static let outputOption = Option("output", "what to print as the value", "labels")
  static let iterationOptions = [
    Option("iterations", "the number of steps; else until nothing changes", "until converged"),
    Option("smoothing", "added to each cell", "0.01"),
    StatisticInput.categoriesOption, outputOption,
  ]

  /// The judgments of a consensus: several by one person of one item count each.
  static func consensusTable(_ input: StatisticInput) throws -> RatingTable {
    try input.ratings(repeats: .keep, extras: ["gold"])
  }

  static func nothing(_ table: RatingTable, _ method: String) -> MeasureResult? {
    guard table.judgmentCount == 0 else { return nil }
    return MeasureResult(undefined: .empty, method: method, counts: table.counts)
  }

  /// Returns the value that `output` names, with all else that a consensus says beside it.
  static func result(
    _ consensus: Consensus, _ table: RatingTable, _ input: StatisticInput
  ) throws -> MeasureResult {
    let method = consensus.method
    if let empty = nothing(table, method) { return empty }
    var result = MeasureResult(nil, method: method, counts: table.counts)
    result.warnings = consensus.warnings
    let order = try classOrder(input, table)
    let names = order.map { table.scale.names[$0] }
    let gold = consensus.accuracy(gold: table.gold)
    if let gold {
      result.note("accuracy", .number(gold.value))
      result.note("gold_items", .count(gold.items))
    }
    if let logLikelihood = consensus.logLikelihood {
      result.note("log_likelihood", .number(logLikelihood))
      result.note("iterations", .count(consensus.iterations))
      result.note("converged", .bool(consensus.converged))
    }
    result.note(
      "priors",
      .object(zip(names, order).map { JSONValue.Member($0, .number(consensus.priors[$1])) }))
    result.note("tied_items", .count(consensus.tiedItems.count))
    let qualities = annotatorOrder(table).map {
      JSONValue.Member(table.annotators[$0], .optional(consensus.qualities[$0]))
    }
    result.note("annotators", .object(qualities))
    switch input.output {
    case let output where output.contains("accuracy"):
      guard let gold else {
        result.undefined = .other("No item has a known answer. Name the column by --gold.")
        return result
      }
      result.value = .number(gold.value)
    case let output where output.contains("loglik") || output.contains("likelihood"):
      result.value = .optional(consensus.logLikelihood)
    case let output where output.contains("prior") || output.contains("marginal"):
      result.value = .numbers(order.map { consensus.priors[$0] })
    case let output where output.contains("posterior"):
      result.value = .array(
        itemOrder(table).map { item in
          let row = Array(consensus.probabilities(item))
          return .numbers(order.map { row[$0] })
        })
    case let output where output.contains("tied"):
      result.value = .strings(consensus.tiedItems.map { table.items[$0] })
    case let output where output.contains("confusion"):
      result.value = try confusion(consensus, table, output, order)
    case let output
    where output.contains("competence") || output.contains("annotator")
      || output.contains("abilit") || output.contains("qualit"):
      result.value = .object(qualities)
    case "", "labels", "label", "consensus":
      result.value = .object(
        itemOrder(table).map { item in
          let best = consensus.best(item).map { table.scale.names[$0] }
          return JSONValue.Member(
            table.items[item],
            best.count == 1 ? .string(best[0]) : best.isEmpty ? .null : .strings(best))
        })
    default:
      throw MeasureError(
        "There is no output \(visible(input.output)). Choose labels, posterior, priors, accuracy, "
          + "loglik, tied items, annotators or confusion of annotator NAME.")
    }
    return result
  }

  /// The classes in the order that the option `labels` gives, else that of the scale.
  private static func classOrder(_ input: StatisticInput, _ table: RatingTable) throws -> [Int] {
    guard let labels = input.options.list("labels") else { return Array(0..<table.scale.count) }
    return try labels.map { label in
      if let place = table.scale.names.firstIndex(of: label) { return place }
      throw MeasureError(
        "No judgment is \(visible(label))." + Nearest.hint(label, in: table.scale.names)
          + " Correct the option labels.")
    }
  }

  /// Items in the order of numbers where their names are numbers, else as they come.
  static func itemOrder(_ table: RatingTable) -> [Int] {
    guard let numbers = CategoryScale.numbers(table.items) else {
      return Array(table.items.indices)
    }
    return table.items.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
  }

  private static func annotatorOrder(_ table: RatingTable) -> [Int] {
    let places = Dictionary(
      table.annotators.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    return CategoryScale.sorted(table.annotators).compactMap { places[$0] }
  }

  static func confusion(
    _ consensus: Consensus, _ table: RatingTable, _ output: String, _ order: [Int]
  ) throws -> JSONValue {
    let words = Set(output.split { $0 == " " || $0 == "," }.map(String.init))
    guard let who = table.annotators.firstIndex(where: { words.contains($0.lowercased()) }),
      !consensus.confusions.isEmpty
    else {
      throw MeasureError(
        "Say whose table: confusion of annotator NAME. Only dawid_skene has such tables.")
    }
    let (q, cells) = (table.scale.count, consensus.confusions[who])
    return .array(order.map { k in .numbers(order.map { cells[k * q + $0] }) })
  }
}
