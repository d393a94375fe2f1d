import CVTerm

/// One cell of a virtual screen.
package struct VirtualCell: Hashable, Sendable {
  /// The base character and its marks; a blank where nothing was written, empty in the right half
  /// of a wide character.
  package var text = " "
  /// The columns: 1 or 2, 0 for the right half of a wide character.
  package var width = 1
  /// Whether it is bold.
  package var bold = false
  /// Whether it is underlined.
  package var underline = false
  /// Whether it is slanted.
  package var italic = false
  /// Whether ink and paper are exchanged.
  package var reverse = false
  /// The number of the ink's colour; `nil` is the terminal's own.
  package var ink: Int?
  /// The number of the paper's colour; `nil` is the terminal's own.
  package var paper: Int?

  init(_ cell: VTermScreenCell) {
    let scalars = withUnsafeBytes(of: cell.chars) { Array($0.bindMemory(to: UInt32.self)) }
    if scalars.first == UInt32.max {
      text = ""
      width = 0
    } else {
      var view = String.UnicodeScalarView()
      for value in scalars.prefix(while: { $0 != 0 }) {
        view.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      }
      text = view.isEmpty ? " " : String(view)
      width = Int(cell.width)
    }
    bold = cell.attrs.bold != 0
    underline = cell.attrs.underline != 0
    italic = cell.attrs.italic != 0
    reverse = cell.attrs.reverse != 0
    ink = Self.number(cell.fg, standard: UInt8(VTERM_COLOR_DEFAULT_FG.rawValue))
    paper = Self.number(cell.bg, standard: UInt8(VTERM_COLOR_DEFAULT_BG.rawValue))
  }

  private static func number(_ colour: VTermColor, standard: UInt8) -> Int? {
    if colour.type & standard != 0 { return nil }
    let isIndexed = colour.type & UInt8(VTERM_COLOR_INDEXED.rawValue) != 0
    // A true colour is told apart by numbers above the palette.
    return isIndexed
      ? Int(colour.indexed.idx)
      : 256 + Int(colour.rgb.red) << 16 + Int(colour.rgb.green) << 8 + Int(colour.rgb.blue)
  }
}
