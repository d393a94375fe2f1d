import Support
import Terminal

// Characters about whose width the C library, the built-in table and libvterm agree.
private let alphabets: [String] = [
  "abcdefghijklmnopqrstuvwxyz ABC 0123456789 .,;:!?",
  "äöüßñçéèêøåÆ¿¡«»",
  "жщюяЖЩЮЯ αβγδεΩ",
  "作文字典日本語漢字",
  "ひらがなカタカナ",
  "한국어문장",
  "─│┌┐└┘├┤▰▱▼▲✓✗…",
  "אבגד ابتث",
]

private let marks = ["", "", "", "\u{301}", "\u{308}\u{301}", "\u{323}"]

/// Returns a text of random characters, some with marks.
func randomText(_ random: inout SplitMix64) -> String {
  let alphabet = Array(random.pick(alphabets))
  return (0..<Int.random(in: 1...24, using: &random)).reduce(into: "") { text, _ in
    let base = random.pick(alphabet)
    text.append(base)
    if base.isLetter { text += random.pick(marks) }
  }
}

/// Returns a random style.
func randomStyle(_ random: inout SplitMix64) -> Style {
  Style(
    role: random.pick(Role.allCases), bold: random.chance(1, in: 6),
    underline: random.chance(1, in: 6), italic: random.chance(1, in: 8),
    reverse: random.chance(1, in: 8))
}

/// Draws random texts, fills and rules.
func scribble(on frame: inout Frame, times: Int, _ random: inout SplitMix64) {
  for _ in 0..<times {
    let point = Point(
      row: Int.random(in: 0..<frame.size.rows, using: &random),
      column: Int.random(in: 0..<frame.size.columns, using: &random))
    let style = randomStyle(&random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      frame.fill(
        Rect(
          row: point.row, column: point.column, rows: Int.random(in: 1...3, using: &random),
          columns: Int.random(in: 1...20, using: &random)), with: style)
    case 1: frame.rule(row: point.row, from: point.column, columns: 15, style: style)
    default: frame.put(randomText(&random), at: point, style: style)
    }
  }
  frame.cursor =
    random.chance(1, in: 3)
    ? Point(
      row: Int.random(in: 0..<frame.size.rows, using: &random),
      column: Int.random(in: 0..<frame.size.columns, using: &random)) : nil
}

/// Returns a frame full of random drawing.
func randomFrame(_ viewport: Viewport, _ random: inout SplitMix64) -> Frame {
  var frame = Frame(viewport)
  scribble(on: &frame, times: Int.random(in: 0...60, using: &random), &random)
  return frame
}
