/// How many cells each scalar value takes, in the semantics of `wcwidth`.
///
/// A terminal program is laid out by the same function that moves the terminal's cursor. The
/// function is therefore a value that the edge hands in: the real terminal gives the C library's
/// `wcwidth`, tests and pictures use `Widths.standard`.
package struct Widths: Sendable {
  private let function: @Sendable (Unicode.Scalar) -> Int

  /// Stands where a scalar value cannot be shown: U+FFFD, or `?` where that has no width of one.
  let replacement: Unicode.Scalar
  /// Carries a mark that has no base: U+25CC, or a space.
  let markBase: Unicode.Scalar
  /// Ends a text that was cut: U+2026, or `>`.
  let ellipsis: Unicode.Scalar
  /// Whether the pictures of control characters, U+2400 to U+2421, take one cell each.
  let drawsControlPictures: Bool

  /// Creates widths from a function that returns -1, 0, 1 or 2.
  ///
  /// - Parameter width: Gives −1 for what cannot be printed, 0 for what joins the cell before.
  ///   It must answer alike for the same scalar value during the life of the program.
  package init(_ width: @escaping @Sendable (Unicode.Scalar) -> Int) {
    function = width
    replacement = width("\u{FFFD}") == 1 ? "\u{FFFD}" : "?"
    markBase = width("\u{25CC}") == 1 ? "\u{25CC}" : " "
    ellipsis = width("\u{2026}") == 1 ? "\u{2026}" : ">"
    drawsControlPictures = width("\u{2400}") == 1 && width("\u{2421}") == 1
  }

  /// The built-in table: wide for East Asian wide and full width, none for marks and formats.
  ///
  /// It needs no locale, so pictures come out alike everywhere.
  package static let standard = Widths(standardWidth)

  /// Returns the number of cells: −1 for what cannot be printed, 0, 1 or 2.
  package func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x7F { return scalar.value >= 0x20 ? 1 : -1 }
    return function(scalar)
  }

  /// Returns the number of cells that `text` takes when it is drawn on one line.
  package func width(of text: String) -> Int {
    var scanner = GlyphScanner(text, widths: self)
    var total = 0
    while let glyph = scanner.next() { total += glyph.width }
    return total
  }
}
