/// The spelling of ids.
package enum Word {
  /// The words that conditions are made of, which cannot be ids of questions.
  package static let reserved: Set<String> = ["and", "or", "not", "in", "has"]

  /// Whether a text is a letter followed by letters, digits, `_` and `-`, all ASCII.
  package static func isID(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, isLetter(first), scalars.count <= 100 else { return false }
    return scalars.allSatisfy { isLetter($0) || isDigit($0) || $0 == "_" || $0 == "-" }
  }

  /// An id like a text that is none.
  package static func id(from text: String) -> String {
    var id = ""
    for scalar in text.lowercased().unicodeScalars.prefix(100) {
      if isLetter(scalar) || (isDigit(scalar) && !id.isEmpty) {
        id.unicodeScalars.append(scalar)
      } else if !id.isEmpty, id.last != "_" {
        id += "_"
      }
    }
    while id.last == "_" { id.removeLast() }
    return id.isEmpty ? "question" : id
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }
}
