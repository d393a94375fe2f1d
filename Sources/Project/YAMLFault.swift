import Items
import Yams

/// Tells in words what the YAML parser found.
enum YAMLFault {
  static func problem(_ error: YamlError, file: String) -> Problem {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return Problem(
        place: Place(file: file, line: mark.line, column: mark.column),
        what: "The file cannot be read as YAML from here: \(problem).",
        why: context.map {
          "That was met \($0.text) in line \($0.mark.line), column \($0.mark.column)."
        } ?? "", remedy: remedy(problem))
    case .reader(let problem, let offset, let value, let yaml):
      return Problem(
        place: place(offset, in: yaml, file: file),
        what: "The file has a character that YAML does not allow: \(problem).",
        why: Unicode.Scalar(UInt32(bitPattern: value)).map { "It is \(Quoted.name(of: $0))." }
          ?? "",
        remedy: "Remove it, or write it as an escape in quotation marks.")
    case .memory:
      return Problem(
        place: Place(file: file, line: 1, column: 1),
        what: "The file is nested too deeply to be read.",
        remedy: "Remove some of its brackets or dashes.")
    case .no, .writer, .emitter, .representer, .dataCouldNotBeDecoded, .duplicatedKeysInMapping:
      return Problem(
        place: Place(file: file, line: 1, column: 1), what: "The file cannot be read as YAML.")
    }
  }

  /// A hint for the mistakes that people make most.
  private static func remedy(_ problem: String) -> String {
    if problem.contains("mapping values are not allowed") {
      return "Put a text that has a colon and a space in it into quotation marks."
    }
    if problem.contains("start any token") {
      return "Indent with spaces, and put a text that starts with a sign into quotation marks."
    }
    if problem.contains("did not find expected") || problem.contains("could not find expected") {
      return "Look for a missing bracket, quotation mark, colon or indentation just before."
    }
    return ""
  }

  /// Yams gives an offset in characters, not code points.
  private static func place(_ offset: Int?, in yaml: String, file: String) -> Place {
    guard let offset,
      let end = yaml.index(yaml.startIndex, offsetBy: offset, limitedBy: yaml.endIndex)
    else { return Place(file: file, line: 1, column: 1) }
    var place = MarkedPlace(line: 1, column: 1)
    var last: Unicode.Scalar?
    for scalar in yaml[..<end].unicodeScalars {
      if let last { SourcePosition.advance(&place, over: last, before: scalar) }
      last = scalar
    }
    if let last { SourcePosition.advance(&place, over: last, before: nil) }
    return Place(file: file, line: place.line, column: place.column)
  }
}
