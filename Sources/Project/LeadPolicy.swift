package import Items
package import Questions

/// What a lead declares in `lead.yaml`, which nobody else may know.
package struct LeadPolicy: Hashable, Sendable {
  /// How many gold items there are to draw from.
  package var goldPool: Int
  /// How many of them one person meets.
  package var goldEach: Int
  /// After how many other items the next gold item comes, at random in this range.
  package var goldGap: ClosedRange<Int>
  /// How many ordinary items go to as many people for each gold item, so that being met by many
  /// gives no gold item away.
  package var goldCompanions: Int
  /// How many items a qualification has.
  package var qualificationItems: Int
  /// The share of right answers that qualifies.
  package var qualificationPass: Double
  /// How often someone may try again on fresh items.
  package var qualificationRetests: Int
  /// The error rate on gold that is good enough.
  package var alertAcceptable: Double
  /// The error rate on gold that an alert must find.
  package var alertUnacceptable: Double
  /// The probability that an alert is false.
  package var alertAlpha: Double
  /// The probability that an alert stays away.
  package var alertBeta: Double
  /// How many people are watched, for which the false alerts are corrected.
  package var alertWatched: Int
  /// Where the random choices start from, by what is chosen.
  package var seeds: [String: Int]

  /// A policy with the usual values.
  package init() {
    goldPool = 30
    goldEach = 10
    goldGap = 10...20
    goldCompanions = 1
    qualificationItems = 20
    qualificationPass = 0.8
    qualificationRetests = 1
    alertAcceptable = 0.1
    alertUnacceptable = 0.3
    alertAlpha = 0.02
    alertBeta = 0.1
    alertWatched = 10
    seeds = [:]
  }

  /// The keys of `lead.yaml`.
  package static let declarations: [SettingDeclaration] = [
    SettingDeclaration("gloss", "number", "The format of this file: 1.", required: true),
    SettingDeclaration(
      "gold", "map", "How gold items are mixed in.",
      parts: [
        SettingDeclaration(
          "pool", "whole number",
          "How many gold items there are to draw from: at least three times what one person meets.",
          fallback: "30"),
        SettingDeclaration(
          "each", "whole number", "How many of them one person meets.", fallback: "10"),
        SettingDeclaration(
          "gap", "list of two whole numbers",
          "The least and the most items between two of them; the number is random.",
          fallback: "[10, 20]"),
        SettingDeclaration(
          "companions", "whole number",
          "How many ordinary items go to as many people for each gold item.", fallback: "1"),
      ]),
    SettingDeclaration(
      "qualification", "map", "What annotators must show before they start.",
      parts: [
        SettingDeclaration("items", "whole number", "How many items it has.", fallback: "20"),
        SettingDeclaration("pass", "number", "The share that must be right.", fallback: "0.8"),
        SettingDeclaration(
          "retests", "whole number", "How often it may be repeated, on fresh items.",
          fallback: "1"),
      ]),
    SettingDeclaration(
      "alerts", "map", "When to be told that somebody's answers to gold items are too often wrong.",
      parts: [
        SettingDeclaration(
          "acceptable", "number", "The error rate that is good enough.", fallback: "0.1"),
        SettingDeclaration(
          "unacceptable", "number", "The error rate that must be found.", fallback: "0.3"),
        SettingDeclaration(
          "alpha", "number", "The probability of a false alert.", fallback: "0.02"),
        SettingDeclaration(
          "beta", "number", "The probability that an alert stays away.", fallback: "0.1"),
        SettingDeclaration(
          "watched", "whole number", "How many people are watched.", fallback: "10"),
      ]),
    SettingDeclaration(
      "seeds", "map", "Where the random choices start from.",
      parts: seedNames.map {
        SettingDeclaration($0, "whole number", "The seed for the choice of the \($0).")
      }),
  ]

  private static let seedNames = ["gold", "overlap", "audit"]

  /// Reads `lead.yaml`.
  package static func read(yaml: [UInt8], file: String) -> (LeadPolicy?, [Problem]) {
    let (setting, problems) = YAMLText.read(yaml, file: file)
    guard let setting else { return (nil, problems) }
    var reader = SettingReader(setting, declarations: declarations)
    guard setting.entries != nil else { return (nil, problems + reader.problems) }
    FormatVersion.check(&reader)
    var policy = LeadPolicy()
    reader.map("gold") { policy.readGold(&$0) }
    reader.map("qualification") { qualification in
      policy.qualificationItems =
        qualification.int("items", in: 1...10_000) ?? policy.qualificationItems
      policy.qualificationPass =
        qualification.decimal("pass", in: 0...1) ?? policy.qualificationPass
      policy.qualificationRetests =
        qualification.int("retests", in: 0...100) ?? policy.qualificationRetests
    }
    reader.map("alerts") { policy.readAlerts(&$0) }
    reader.map("seeds") { seeds in
      for name in seedNames { policy.seeds[name] = seeds.int(name, in: 0...Int(Int32.max)) }
    }
    reader.close()
    return (policy, Problem.inOrder(problems + reader.problems))
  }

  private mutating func readGold(_ reader: inout SettingReader) {
    goldEach = reader.int("each", in: 0...100_000) ?? goldEach
    let pool = reader.int("pool", in: 0...1_000_000)
    goldPool = pool ?? max(goldPool, goldEach * 3)
    goldCompanions = reader.int("companions", in: 0...100) ?? goldCompanions
    if goldPool < goldEach * 3 {
      reader.report(
        at: reader.place(of: "pool"),
        "A pool of \(goldPool) gold items is too small for \(goldEach) a person.",
        why: "People who compare notes would soon know which items they have in common.",
        remedy: "Raise \"pool\" to at least \(goldEach * 3), or lower \"each\".")
    }
    let gap = reader.list("gap")
    guard !gap.isEmpty else { return }
    let numbers = gap.compactMap { $0.scalar.flatMap { Int($0) } }
    guard gap.count == 2, numbers.count == 2, numbers[0] >= 1, numbers[0] < numbers[1] else {
      reader.report(
        at: reader.place(of: "gap"), "\"gap\" needs two whole numbers, the second one greater.",
        why: "Gold items at a fixed distance could be counted out.",
        remedy: "Write for example \"gap: [10, 20]\".")
      return
    }
    goldGap = numbers[0]...numbers[1]
  }

  private mutating func readAlerts(_ reader: inout SettingReader) {
    alertAcceptable = reader.decimal("acceptable", in: 0...1) ?? alertAcceptable
    alertUnacceptable = reader.decimal("unacceptable", in: 0...1) ?? alertUnacceptable
    alertAlpha = reader.decimal("alpha", in: 0.000_001...0.5) ?? alertAlpha
    alertBeta = reader.decimal("beta", in: 0.000_001...0.5) ?? alertBeta
    alertWatched = reader.int("watched", in: 1...100_000) ?? alertWatched
    if alertAcceptable >= alertUnacceptable {
      reader.report(
        at: reader.place(of: "unacceptable"),
        "The unacceptable error rate must be greater than the acceptable one.",
        why: "Between equal rates no test can decide.",
        remedy: "Raise \"unacceptable\" or lower \"acceptable\".")
    }
  }
}
