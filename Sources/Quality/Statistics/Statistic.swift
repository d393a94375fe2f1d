/// One statistic that `gloss measure` knows: its name, what it says, where it comes from, what
/// it is mistaken for, what it reads and how it is computed, all in one place.
package struct Statistic: Sendable {
  package let name: String
  /// Two sentences for a lead: what it is, and when to look at it.
  package let summary: String
  /// Where the formula comes from.
  package let source: String
  package let formula: String
  /// What the numbers count, and their range.
  package let units: String
  /// When there is no value, after "Undefined when: ".
  package let undefinedWhen: String
  /// The mistake that is made with it.
  package let trap: String
  package let input: Input
  package let options: [Option]
  let compute: @Sendable (StatisticInput) throws -> MeasureResult

  init(
    _ name: String, summary: String, source: String, formula: String, units: String,
    undefinedWhen: String, trap: String, input: Input,
    options: [Option] = [],
    compute: @escaping @Sendable (StatisticInput) throws -> MeasureResult
  ) {
    self.name = name
    self.summary = summary
    self.source = source
    self.formula = formula
    self.units = units
    self.undefinedWhen = undefinedWhen
    self.trap = trap
    self.input = input
    self.options = options
    self.compute = compute
  }

  /// What a statistic reads.
  package enum Input: Sendable, Equatable {
    /// One judgment a row: item, annotator, label.
    case ratings
    /// One comparison a row: first, second, choice.
    case comparisons
    /// One annotator's spans of one document.
    case spans
    /// One candidate's rank a row.
    case rankings
    /// One number a row.
    case series(column: String)
    /// Options alone.
    case options
  }

  /// A column of the table, by the part it plays and the name it has unless told otherwise.
  package var columns: [ColumnTable.Request] {
    func needed(_ role: String) -> ColumnTable.Request { .init(role: role, name: role) }
    func extra(_ role: String) -> ColumnTable.Request {
      .init(role: role, name: role, isRequired: false)
    }
    return switch input {
    case .ratings:
      [needed("item"), needed("annotator"), needed("label")]
        + ["gold", "cluster", "slice"].map(extra)
    case .comparisons:
      [needed("first"), needed("second"), needed("choice")]
        + ["annotator", "item", "first_length", "second_length"].map(extra)
    case .rankings:
      [needed("item"), needed("annotator"), needed("candidate"), needed("rank")]
    case .series(let column): [needed(column)]
    case .spans: ["item", "annotator", "spans"].map(needed)
    case .options: []
    }
  }

  package struct Option: Sendable, Equatable {
    package let name: String
    package let help: String
    package let fallback: String

    init(_ name: String, _ help: String, _ fallback: String) {
      self.name = name
      self.help = help
      self.fallback = fallback
    }
  }

  package static func named(_ name: String) throws -> Statistic {
    if let statistic = all.first(where: { $0.name == name }) { return statistic }
    throw MeasureError(
      "There is no statistic \(visible(name))." + Nearest.hint(name, in: all.map(\.name))
        + " `gloss measure --list` names and explains them all.")
  }
}

/// A request that cannot be computed: what happened, why, what to do.
package struct MeasureError: Error, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
