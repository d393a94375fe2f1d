/// Two pictures of a screen that should have been equal; its description shows where they differ.
package struct PictureMismatch: Error, CustomStringConvertible {
  /// The lines of both, those that differ marked.
  package let description: String
}

/// Compares a screen with the picture of it in a test, and throws where they differ.
///
/// Blanks at the ends of lines and empty lines at the end do not count, so that pictures can stand
/// in source files.
package func expectPicture(
  _ actual: String, equals expected: String, _ note: String = ""
) throws(PictureMismatch) {
  let actual = pictureLines(actual)
  let expected = pictureLines(expected)
  guard actual != expected else { return }
  var report = note.isEmpty ? "The pictures differ" : "The pictures differ (\(note))"
  report += " (- expected, + found):\n"
  for row in 0..<max(actual.count, expected.count) {
    let want = row < expected.count ? expected[row] : nil
    let have = row < actual.count ? actual[row] : nil
    let number = String(repeating: " ", count: row < 9 ? 2 : row < 99 ? 1 : 0) + "\(row + 1)"
    if want == have {
      report += "\(number)   \(have ?? "")\n"
    } else {
      if let want { report += "\(number) - \(want)\n" }
      if let have { report += "\(number) + \(have)\n" }
      if let want, let have { report += "      " + firstDifference(want, have) + "\n" }
    }
  }
  throw PictureMismatch(description: report)
}

private func pictureLines(_ picture: String) -> [Substring] {
  var lines = picture.split(separator: "\n", omittingEmptySubsequences: false)
  for row in lines.indices {
    while lines[row].last == " " { lines[row].removeLast() }
  }
  while lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}

/// A caret below the first place where two lines differ, and what stands there.
private func firstDifference(_ want: Substring, _ have: Substring) -> String {
  let same = zip(want, have).prefix { $0 == $1 }.count
  func name(_ line: Substring) -> String {
    guard let character = line.dropFirst(same).first else { return "the end" }
    return character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
      .joined(separator: " ")
  }
  return String(repeating: " ", count: same) + "^ \(name(want)) / \(name(have))"
}
