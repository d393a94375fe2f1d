/// Where two texts differ, word by word.
package enum WordDifference {
  /// A part of one text.
  package struct Segment: Hashable, Sendable {
    /// The text, exactly as it stands in its source.
    package let text: String
    /// Whether the other text lacks it.
    package let changed: Bool

    /// Creates a segment.
    package init(text: String, changed: Bool) {
      self.text = text
      self.changed = changed
    }
  }

  /// Divides two texts into what they share and what they do not.
  ///
  /// The segments of each side joined are its text, and what is not changed is the same on both
  /// sides, scalar by scalar. Blanks alone between two changes count as changed, since a difference
  /// is read by words. The search for the shortest difference is bounded (see `EditScript`): texts
  /// that have little in common come out as changed between their common beginning and end.
  package static func compare(_ a: String, _ b: String) -> (a: [Segment], b: [Segment]) {
    let left = words(a)
    let right = words(b)
    var numbers: [[UInt8]: Int] = [:]
    func number(_ word: Substring) -> Int {
      let fresh = numbers.count
      let bytes = Array(word.utf8)
      if let known = numbers[bytes] { return known }
      numbers[bytes] = fresh
      return fresh
    }
    let script = EditScript(left.map(number), right.map(number))
    var leftChanged = script.removed
    var rightChanged = script.added
    joinOverBlanks(left, &leftChanged, &rightChanged)
    return (segments(left, leftChanged), segments(right, rightChanged))
  }

  /// Cuts into words, runs of blanks, and single other characters; ideographs stand alone.
  static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var kind = WordKind.single
    var index = start
    while index < scalars.endIndex {
      let next = WordKind(scalars[index])
      let joins = next == .attached || next == kind && next != .single
      if index > start, !joins {
        words.append(text[start..<index])
        start = index
      }
      if next != .attached || index == start { kind = next }
      index = scalars.index(after: index)
    }
    if start < index { words.append(text[start..<index]) }
    return words
  }

  /// Turns a blank that both texts share into a change if changes stand right before and after it.
  private static func joinOverBlanks(
    _ left: [Substring], _ leftChanged: inout [Bool], _ rightChanged: inout [Bool]
  ) {
    var right = 0
    var changedBefore = false
    for index in left.indices {
      while right < rightChanged.count, rightChanged[right] {
        right += 1
        changedBefore = true
      }
      if leftChanged[index] {
        changedBefore = true
        continue
      }
      let changedAfter =
        index + 1 < left.count && leftChanged[index + 1]
        || right + 1 < rightChanged.count && rightChanged[right + 1]
      if changedBefore, changedAfter, left[index].unicodeScalars.allSatisfy(isBlank) {
        leftChanged[index] = true
        rightChanged[right] = true
      } else {
        changedBefore = false
      }
      right += 1
    }
  }

  private static func segments(_ words: [Substring], _ changed: [Bool]) -> [Segment] {
    var segments: [Segment] = []
    var index = 0
    while index < words.count {
      let start = index
      while index < words.count, changed[index] == changed[start] { index += 1 }
      let base = words[start].base
      let text = String(base[words[start].startIndex..<words[index - 1].endIndex])
      segments.append(Segment(text: text, changed: changed[start]))
    }
    return segments
  }
}

private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isWhitespace && scalar != "\n"
}

/// What a scalar value is to the cutting of words.
private enum WordKind {
  case letter
  case blank
  case attached
  case single

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: self = .letter
    case 0x20, 0x09: self = .blank
    case ..<0x80, 0x3041...0x30FF, 0x3400...0x9FFF: self = .single
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .spacingMark, .format: self = .attached
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        self = .letter
      case .spaceSeparator: self = .blank
      default: self = .single
      }
    }
  }
}
