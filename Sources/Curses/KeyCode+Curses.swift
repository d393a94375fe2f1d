import CCurses
import Terminal

extension Key {
  /// Creates the key that a code of `cc_read` above 255 stands for; `nil` for one without a name.
  init?(curses code: Int32) {
    let number = code & 0xFFFF
    let name: KeyCode? =
      number > CC_KEY_FUNCTION && number <= CC_KEY_FUNCTION + 63
      ? .function(Int(number - CC_KEY_FUNCTION)) : namedKeys[number]
    guard let name else { return nil }
    self.init(
      name, control: code & CC_CONTROL != 0, alt: code & CC_ALT != 0, shift: code & CC_SHIFT != 0)
  }
}

private let namedKeys: [Int32: KeyCode] = [
  CC_KEY_UP: .up, CC_KEY_DOWN: .down, CC_KEY_LEFT: .left, CC_KEY_RIGHT: .right,
  CC_KEY_HOME: .home, CC_KEY_END: .end, CC_KEY_PAGE_UP: .pageUp, CC_KEY_PAGE_DOWN: .pageDown,
  CC_KEY_INSERT: .insert, CC_KEY_DELETE: .delete, CC_KEY_BACKSPACE: .backspace,
  CC_KEY_ENTER: .enter, CC_KEY_TAB: .tab,
]
