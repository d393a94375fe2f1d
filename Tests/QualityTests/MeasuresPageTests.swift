import Foundation
import Testing

@testable import Quality

/// `Documentation/measures.md`: its numbers are those of the program, its reference is that of the
/// declarations.
@Suite("The page for leads")
struct MeasuresPageTests {
  static let page: String? = {
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let page = folder.appendingPathComponent("Documentation/measures.md")
      if let text = try? String(contentsOf: page, encoding: .utf8) { return text }
    }
    return nil
  }()

  @Test(.enabled(if: page != nil, "Documentation/measures.md is not beside these sources."))
  func theReferenceIsThatOfTheDeclarations() throws {
    let page = try #require(Self.page)
    let start = try #require(page.range(of: "<!-- reference: made from the declarations -->\n\n"))
    #expect(String(page[start.upperBound...]) == Statistic.reference)
  }

  @Test(
    .enabled(if: page != nil && SharedData.hasCases, "The page or ../shared/data is not here."))
  func theWorkedCasesAreRecomputed() throws {
    let page = try #require(Self.page)
    let rows = try Self.paradoxes() + Self.crowds() + Self.intervals() + Self.preferences()
    for row in rows { #expect(page.contains(row), "\(row)") }
  }

  // MARK: The rows of the page's tables

  private static func three(_ number: Double?) -> String {
    guard let number else { return "–" }
    let scaled = Int((abs(number) * 1000).rounded())
    let digits = String(scaled % 1000)
    let zeros = String(repeating: "0", count: 3 - digits.count)
    return (number < 0 && scaled > 0 ? "−" : "") + "\(scaled / 1000).\(zeros)\(digits)"
  }

  private static func range(_ interval: Interval?) -> String {
    "[\(three(interval?.low)), \(three(interval?.high))]"
  }

  private static func row(_ cells: String...) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  /// Same percent agreement, other kappas.
  static func paradoxes() throws -> [String] {
    let tables: [(String, [[Double]])] = [
      ("40, 9 / 6, 45", [[40, 9], [6, 45]]), ("80, 10 / 5, 5", [[80, 10], [5, 5]]),
      ("118, 5 / 2, 0", [[118, 5], [2, 0]]),
    ]
    return tables.map { name, cells in
      let table = ContingencyTable(cells, scale: CategoryScale(declared: ["yes", "no"]))
      let profiles = ItemProfiles(table)
      let kappa = CohenKappa(table).estimate(method: "")
      let gwet = ChanceCorrected(.gwet, profiles: profiles).estimate(method: "")
      let specific = FleissCategories.specificAgreement(profiles)
      return row(
        name, three(kappa.observed), three(kappa.value), three(gwet.value),
        "\(three(specific[0])) / \(three(specific[1]))")
    }
  }

  private static func table(
    _ path: String, label: String = "label", gold: Bool = true, numeric: Bool = false
  ) throws -> RatingTable {
    let columns = try TableReader.table(
      try SharedData.bytes("data/\(path)"), file: path, format: .csv,
      columns: [
        .init(role: "item", name: "item"), .init(role: "annotator", name: "annotator"),
        .init(role: "label", name: label),
        .init(role: "gold", name: gold ? "gold" : "none", isRequired: gold),
      ])
    var reading = RatingTable.Reading()
    reading.numeric = numeric
    return try RatingTable(columns: columns, reading)
  }

  /// Low alpha, right consensus.
  static func crowds() throws -> [String] {
    try [
      ("RTE", "snow2008/rte.csv"), ("temporal order", "snow2008/temporal.csv"),
      ("bluebirds", "bluebirds/labels.csv"),
    ].map { name, path in
      let table = try table(path)
      let alpha = KrippendorffAlpha(.nominal, profiles: ItemProfiles(table)).estimate(method: "")
      var model = DawidSkene()
      model.smoothing = 0
      model.iterations = 20
      model.tolerance = nil
      let judgments = table.judgmentCount / table.items.count
      return row(
        name, String(judgments), three(alpha.value),
        three(SampleSize.reliability(of: alpha.value ?? 0, annotators: judgments)),
        three(VoteAggregation.majority(table).accuracy(gold: table.gold)?.value),
        three(model.fit(table).accuracy(gold: table.gold)?.value))
    }
  }

  /// What a point value hides.
  static func intervals() throws -> [String] {
    func line(_ name: String, _ table: RatingTable, _ distance: LabelDistance) -> String {
      let profiles = ItemProfiles(table)
      let alpha = KrippendorffAlpha(distance, profiles: profiles)
      let interval = Bootstrap().interval(alpha, units: Bootstrap.Units(profiles)).interval
      // Two digits are what 2000 draws can tell.
      func two(_ number: Double?) -> String { String(three(number).dropLast()) }
      let estimate = alpha.estimate(method: "")
      return row(
        name, String(estimate.counts.items), two((estimate.value ?? 0) + 0.0005),
        "[\(two((interval?.low ?? 0) + 0.005)), \(two((interval?.high ?? 0) + 0.005))]")
    }
    let offensiveness = try table(
      "popquorn-offensiveness/ratings.csv", label: "rating", gold: false)
    let profiles = ItemProfiles(offensiveness)
    let gwet = ChanceCorrected(.gwet, profiles: profiles).estimate(method: "").value
    let alpha = KrippendorffAlpha(.nominal, profiles: profiles).estimate(method: "").value
    return [
      line(
        "word similarity, interval", try table("snow2008/wordsim.csv", numeric: true), .interval),
      line(
        "PandaLM, nominal",
        try table("pandalm-testset/judgments.csv", label: "choice", gold: false),
        .nominal),
      "AC1 says \(three(gwet)) where nominal alpha says \(three(alpha))",
      "9 right of 10 is \(range(Proportion.wilson(9, of: 10)))",
      "an alpha of .24 has a reliability of \(three(SampleSize.reliability(of: 0.24, annotators: 10)))",
    ]
  }

  static func preferences() throws -> [String] {
    let columns = try TableReader.table(
      try SharedData.bytes("data/pandalm-testset/judgments.csv"), file: "judgments.csv",
      format: .csv,
      columns: [
        .init(role: "first", name: "model1"), .init(role: "second", name: "model2"),
        .init(role: "choice", name: "choice"),
      ])
    let comparisons = try ComparisonTable(
      columns: columns,
      choices: .make(["1": .string("first"), "2": .string("second"), "0": .string("tie")]),
      players: nil)
    let test = try #require(PairBias.position(comparisons, confidence: 0.95))
    let fit = try PairModel(orderEffect: true).fit(PairCounts(comparisons)).get()
    let bluebirds = try table("bluebirds/labels.csv")
    var coin = OneCoin()
    coin.iterations = 20
    coin.tolerance = nil
    coin.smoothing = 0
    coin.classPrior = .estimated
    let estimated = coin.fit(bluebirds)
    coin.classPrior = .uniform
    let uniform = coin.fit(bluebirds)
    func accuracy(_ consensus: Consensus) -> String {
      three(consensus.accuracy(gold: bluebirds.gold)?.value)
    }
    return [
      "the first reply wins \(test.first) and the second \(test.second) times, p = \(three(test.pValue))",
      "an order effect of \(three(fit.orderEffect)) with a standard error of "
        + three(fit.orderEffectError),
      "\(accuracy(estimated)) with an estimated prior and \(accuracy(uniform)) with a uniform one",
    ]
  }
}
