import Terminal

extension TextField {
  /// The rows around the cursor, at most `rows`, and where the cursor stands among them.
  func window(columns: Int, rows: Int, widths: Widths) -> View {
    var view = view(columns: columns, widths: widths)
    let first = max(0, min(view.cursor.row - rows + 1, view.lines.count - rows))
    view.lines = Array(view.lines.dropFirst(first).prefix(rows))
    view.cursor.row -= first
    return view
  }
}
