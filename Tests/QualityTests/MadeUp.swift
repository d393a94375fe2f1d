@testable import Quality

/// Judgments made up from a seed.
enum MadeUp {
  /// Returns rows of item, annotator, label; nobody judges all items.
  static func rows(
    seed: UInt64, items: Int = 60, annotators: Int = 6, categories: Int = 4, presence: Double = 0.7,
    accuracy: Double = 0.7
  ) -> [[String?]] {
    var random = SeededRandom(seed: seed)
    var rows: [[String?]] = []
    for item in 0..<items {
      let truth = Int(random.below(UInt32(categories)))
      for annotator in 0..<annotators where random.unit() < presence {
        let label =
          random.unit() < accuracy ? truth : Int(random.below(UInt32(categories)))
        rows.append(["i\(item)", "a\(annotator)", String(label)])
      }
    }
    return rows
  }

  static func table(
    _ rows: [[String?]], categories: [String]? = nil,
    repeats: RatingTable.Reading.Repeats = .keep
  ) throws -> RatingTable {
    var reading = RatingTable.Reading()
    reading.categories = categories
    reading.repeats = repeats
    let roles = ["item", "annotator", "label", "gold"]
    let width = rows.first?.count ?? 3
    return try RatingTable(
      columns: ColumnTable(file: "made up", roles: Array(roles.prefix(width)), rows: rows), reading)
  }

  static func alpha(_ rows: [[String?]], _ distance: LabelDistance = .nominal) throws -> Double? {
    KrippendorffAlpha(distance, profiles: ItemProfiles(try table(rows))).estimate(method: "").value
  }
}

/// Computes one statistic from options, as the command line does.
func computed(_ statistic: String, _ options: [String: String]) throws -> MeasureResult {
  try measure(MeasureRequest(statistic: statistic, table: nil, options: options))
}

/// Computes one statistic from the text of a CSV file.
func computed(
  _ statistic: String, csv: String, columns: [String: String] = [:],
  options: [String: String] = [:]
) throws -> MeasureResult {
  let declared = try Statistic.named(statistic)
  let requests = declared.columns.map {
    ColumnTable.Request(
      role: $0.role, name: columns[$0.role] ?? $0.name, isRequired: $0.isRequired)
  }
  let table = try TableReader.table(
    Array(csv.utf8), file: "judgments.csv", format: .csv, columns: requests)
  return try measure(MeasureRequest(statistic: statistic, table: table, options: options))
}

func near(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  guard let a else { return false }
  return abs(a - b) <= tolerance
}
