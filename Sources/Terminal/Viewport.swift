/// What a screen is drawn for: how large it is and how wide its characters are.
package struct Viewport: Sendable {
  /// The extent in cells.
  package var size: Size
  /// The widths that the terminal itself goes by.
  package var widths: Widths

  /// Creates a viewport.
  package init(size: Size, widths: Widths = .standard) {
    self.size = size
    self.widths = widths
  }

  /// Creates a viewport of the given extent with the built-in widths.
  package init(columns: Int, rows: Int) {
    self.init(size: Size(columns: columns, rows: rows))
  }
}
