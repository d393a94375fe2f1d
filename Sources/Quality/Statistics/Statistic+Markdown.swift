extension Statistic {
  /// The reference of all statistics, as it stands in the page for leads.
  package static var reference: String {
    all.map(\.markdown).joined(separator: "\n")
  }

  /// What a table must hold, in words.
  private var shape: String {
    let columns = columns.map { $0.isRequired ? "`\($0.role)`" : "`\($0.role)` if there is one" }
    let list = columns.joined(separator: ", ")
    return switch input {
    case .ratings: "one judgment a row: \(list)"
    case .comparisons: "one comparison a row: \(list)"
    case .rankings: "one ranked candidate a row: \(list); rank 1 is the best"
    case .series: "one value a row, in order: \(list)"
    case .spans: "JSON lines, one document of one annotator a line: \(list)"
    case .options: "options alone"
    }
  }

  private var markdown: String {
    var lines = [
      "### `\(name)`", "", summary, "", "- Formula: \(formula).", "- Units: \(units).",
      "- Undefined when: \(undefinedWhen).", "- Input: \(shape).", "- Source: \(source).",
      "- Trap: \(trap)",
    ]
    if !options.isEmpty {
      lines.append("- Options:")
      lines += options.map { "  - `\($0.name)`: \($0.help) (unless given: \($0.fallback))." }
    }
    // One sentence a line, as in all documents.
    lines[2] = summary.replacing(". ", with: ".\n")
    return lines.joined(separator: "\n") + "\n"
  }
}
