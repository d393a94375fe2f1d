import Terminal

/// Lines as they would be drawn: one row each, blanks at the ends left out.
func readingPicture(_ lines: [Line], columns: Int) -> String {
  var frame = Frame(Viewport(columns: columns, rows: lines.count))
  frame.put(lines, in: frame.bounds)
  return frame.picture
}
