import ArgumentParser
import Items
import Quality

/// What a command line says beside the declared options: names of columns, values of options.
struct MeasureArguments: Equatable {
  /// The names of columns by role.
  var columns: [String: String] = [:]
  var options: [String: String] = [:]

  /// Reads `--name value` and `--name=value`; dashes within names count as underscores.
  init(_ arguments: [String], of statistic: Statistic) throws {
    let roles = statistic.columns.map(\.role)
    let known = statistic.options.map(\.name)
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--"), argument.count > 2 else {
        throw ValidationError("'\(argument)' is neither an option nor its value.")
      }
      let parts = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0].replacing("-", with: "_"))
      guard roles.contains(name) || known.contains(name) else {
        let near = NearestWord.find(name, among: roles + known)
        let all = (roles + known).map { "--\($0)" }.joined(separator: ", ")
        throw ValidationError(
          "\(statistic.name) has no option '--\(name)'."
            + (near.map { " Did you mean '--\($0)'?" } ?? "")
            + (all.isEmpty ? "" : " Its columns and options are \(all)."))
      }
      guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
        throw ValidationError("Missing value for '--\(name)'.")
      }
      if roles.contains(name) { columns[name] = value } else { options[name] = value }
    }
  }
}

/// One statistic for people, with everything that can be said on the command line.
enum MeasureDescription {
  static func lines(_ statistic: Statistic) -> [String] {
    var lines = [
      statistic.name, "  \(statistic.summary)", "  Source: \(statistic.source).",
      "  Trap: \(statistic.trap)",
    ]
    if !statistic.columns.isEmpty {
      lines += ["", "Columns:"]
      var table = TextTable()
      for column in statistic.columns {
        table.row("  --\(column.role) NAME", column.isRequired ? "needed" : "if there is one")
      }
      lines += table.lines
    }
    if !statistic.options.isEmpty {
      lines += ["", "Options:"]
      var table = TextTable()
      for option in statistic.options {
        table.row("  --\(option.name)", option.help, "unless given: \(option.fallback)")
      }
      lines += table.lines
    }
    return lines
  }
}
