/// Why a line cannot be read.
enum LineProblem {
  case tooLong(length: Int, maximum: Int)
  case utf16
  case compressed

  func at(file: String, line: Int) -> Problem {
    let place = Place(file: file, line: line, column: 1)
    switch self {
    case .tooLong(let length, let maximum):
      return Problem(
        place: place, what: "The line has \(length) bytes and was skipped.",
        why: "A line may have \(maximum) bytes.",
        remedy: "Check whether line ends are missing, or split the item.")
    case .utf16:
      return Problem(
        place: place, what: "The file is UTF-16, so nothing of it was read.",
        remedy: "Convert it with: iconv -f UTF-16 -t UTF-8")
    case .compressed:
      return Problem(
        place: place, what: "The file is compressed, so nothing of it was read.",
        remedy: "Give it a name that ends in .gz, or decompress it first.")
    }
  }
}
