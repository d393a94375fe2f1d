import CVTerm

/// A terminal without glass: bytes in, cells out (libvterm).
package final class VirtualScreen {
  /// What libvterm tells by callbacks.
  private struct Told {
    var cursorVisible = true
    var alternate = false
  }

  private let terminal: OpaquePointer
  private let screen: OpaquePointer
  private let told: UnsafeMutablePointer<Told>
  private let callbacks: UnsafeMutablePointer<VTermScreenCallbacks>
  /// The width in cells.
  package private(set) var columns: Int
  /// The height in lines.
  package private(set) var rows: Int

  /// Creates a blank screen.
  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    terminal = vterm_new(Int32(rows), Int32(columns))
    vterm_set_utf8(terminal, 1)
    screen = vterm_obtain_screen(terminal)
    told = .allocate(capacity: 1)
    told.initialize(to: Told())
    callbacks = .allocate(capacity: 1)
    callbacks.initialize(to: VTermScreenCallbacks())
    callbacks.pointee.settermprop = { property, value, user in
      guard let told = user?.assumingMemoryBound(to: Told.self), let value else { return 0 }
      switch property {
      case VTERM_PROP_CURSORVISIBLE: told.pointee.cursorVisible = value.pointee.boolean != 0
      case VTERM_PROP_ALTSCREEN: told.pointee.alternate = value.pointee.boolean != 0
      default: break
      }
      return 1
    }
    vterm_screen_set_callbacks(screen, callbacks, told)
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(terminal)
    told.deallocate()
    callbacks.deallocate()
  }

  /// Takes what a program wrote to its terminal.
  package func feed(_ bytes: some Sequence<UInt8>) {
    let signed = bytes.map { CChar(bitPattern: $0) }
    vterm_input_write(terminal, signed, signed.count)
    vterm_screen_flush_damage(screen)
  }

  /// Returns what the terminal answers to the program's questions since the last call.
  package func takeReplies() -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = vterm_output_read(terminal, &buffer, buffer.count)
    return buffer.prefix(count).map { UInt8(bitPattern: $0) }
  }

  /// Changes the size, as a user who pulls at the window's corner.
  package func resize(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    vterm_set_size(terminal, Int32(rows), Int32(columns))
  }

  /// Whether the cursor is shown.
  package var cursorIsVisible: Bool { told.pointee.cursorVisible }
  /// Whether the alternate screen is on.
  package var isAlternate: Bool { told.pointee.alternate }

  /// Where the cursor stands.
  package var cursor: (row: Int, column: Int) {
    var position = VTermPos()
    vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position)
    return (Int(position.row), Int(position.col))
  }

  /// Returns a cell; a blank one outside the screen.
  package func cell(row: Int, column: Int) -> VirtualCell {
    var cell = VTermScreenCell()
    _ = vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    return VirtualCell(cell)
  }

  /// Returns the text of a line, with its trailing blanks.
  package func text(row: Int) -> String {
    (0..<columns).reduce(into: "") { $0 += cell(row: row, column: $1).text }
  }

  /// All lines, without the blanks at their ends.
  package var picture: String {
    (0..<rows).map { row in
      let text = text(row: row)
      let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
      return String(text[..<end])
    }.joined(separator: "\n")
  }

  /// Says whether any line contains a text.
  package func shows(_ text: String) -> Bool {
    (0..<rows).contains { self.text(row: $0).contains(text) }
  }
}
