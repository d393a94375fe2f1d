package import Terminal

/// The store is open elsewhere: since when and where, and one key that takes it over.
package struct TakeOverScreen: Screen {
  private let path: String
  private let message: String
  private let keymap: Keymap

  /// Creates the page; `message` says since when and where the store is open.
  package init(path: String, message: String, keymap: Keymap) {
    self.path = path
    self.message = message
    self.keymap = keymap
  }

  package var contexts: [String] { ["reading"] }

  /// `t` is an answer here, as a label's key is on the judging screen.
  package mutating func update(_ event: Event) -> [ScreenAction] {
    guard case .key(let key, _) = event else { return [] }
    if key.typed == "t" { return [.effect(.open(path: path, page: .work))] }
    switch keymap.command(for: [key], in: contexts) {
    case .command("cancel"), .command("quit"): return [.effect(.quit)]
    case .command("redraw"): return [.effect(.redraw)]
    case .command("suspend"): return [.effect(.suspend)]
    default: return []
    }
  }

  package func view(in viewport: Viewport) -> Frame {
    var frame = Frame(viewport)
    let columns = min(Layout.widestText, viewport.size.columns - 4)
    let margin = max(2, (viewport.size.columns - columns) / 2)
    var lines = [Line("This store is open elsewhere", Style.title.bolded), .empty]
    lines += wrap(Line(message, .body), columns: columns, widths: viewport.widths)
    lines += [
      .empty,
      Line([
        Span("t", Style.key.bolded),
        Span(" takes over: what is saved there stays, and that program"),
        Span(" writes nothing more"),
      ]),
      Line([Span("q", Style.key.bolded), Span(" leaves it alone")]),
    ]
    frame.put(
      lines.flatMap { wrap($0, columns: columns, widths: viewport.widths) },
      in: Rect(
        row: max(1, viewport.size.rows / 4), column: margin, rows: viewport.size.rows,
        columns: columns
      ).intersection(frame.bounds))
    return frame
  }
}
