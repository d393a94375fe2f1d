import CCurses
package import Terminal

/// Turns what the terminal sends into events: ncurses' key codes and the bytes between them.
///
/// The decoder is a value without a clock. Its owner feeds all that one read gave, then says
/// `endOfRead()`; while `isPending`, it also says `silence()` once the terminal has been silent for
/// ESCDELAY. So a lone Escape and *Alt* with a letter are told apart by what arrived together, a
/// character cut in two is waited for no longer than that, and nothing is ever held back.
package struct InputDecoder: Hashable, Sendable {
  private enum State: Hashable, Sendable {
    case ground
    case escape
    case sequence(ControlSequence)
  }

  private var state = State.ground
  /// The paste that is coming in; beside the state, so that it grows in place.
  private var paste: PasteCollector?
  private var text = UTF8Assembler()
  private var textHasAlt = false
  private var unitsInRead = 0
  private var events: [TerminalEvent] = []

  /// Creates a decoder that has seen nothing.
  package init() {}

  /// Whether something has begun whose end did not come with the last read.
  package var isPending: Bool {
    if case .sequence = state { return true }
    return text.isPending
  }

  /// Takes a byte (0–255) or a key code (`CC_KEY_…`) as `cc_read` returns it.
  package mutating func feed(_ code: Int32) {
    unitsInRead += 1
    if paste != nil {
      collect(code)
    } else if let byte = UInt8(exactly: code) {
      take(byte)
    } else {
      take(keyCode: code)
    }
  }

  /// Ends what arrived together, and returns its events.
  package mutating func endOfRead() -> [TerminalEvent] {
    endInterruptedPaste()
    switch state {
    case .escape:
      emit(Key(.escape))
      state = .ground
    case .sequence(let sequence) where sequence.isEmpty:
      emit(sequence.introducerKey)
      state = .ground
    default: break
    }
    unitsInRead = 0
    defer { events = [] }
    return events
  }

  /// Gives up what has begun and has not gone on for ESCDELAY, and returns its events.
  package mutating func silence() -> [TerminalEvent] {
    if case .sequence = state { state = .ground }
    giveUpText()
    defer { events = [] }
    return events
  }

  /// Decodes the codes of one read, for tests.
  package mutating func events(of codes: [Int32]) -> [TerminalEvent] {
    for code in codes { feed(code) }
    return endOfRead()
  }
}

extension InputDecoder {
  private mutating func emit(_ key: Key) { events.append(.key(key)) }

  private mutating func take(keyCode: Int32) {
    giveUpText()
    var alt = false
    if case .escape = state { alt = true }
    state = .ground
    if keyCode == CC_KEY_PASTE_BEGIN {
      if alt { emit(Key(.escape)) }
      paste = PasteCollector()
    } else if var key = Key(curses: keyCode) {
      if alt { key.alt = true }
      emit(key)
    }
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takePlain(byte, alt: false)
    case .escape: takeAfterEscape(byte)
    case .sequence(var sequence):
      switch sequence.take(byte) {
      case .more: state = .sequence(sequence)
      case .done(let meaning): end(with: meaning)
      case .broken:
        state = .ground
        takePlain(byte, alt: false)
      }
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8) {
    switch byte {
    case 0x1B: emit(Key(.escape))
    case UInt8(ascii: "["): state = .sequence(ControlSequence(singleShift: false))
    case UInt8(ascii: "O"): state = .sequence(ControlSequence(singleShift: true))
    default:
      state = .ground
      takePlain(byte, alt: true)
    }
  }

  private mutating func end(with meaning: ControlSequence.Meaning) {
    state = .ground
    switch meaning {
    case .key(let key): emit(key)
    case .pasteBegins: paste = PasteCollector()
    case .nothing: break
    }
  }

  private mutating func takePlain(_ byte: UInt8, alt: Bool) {
    if byte == 0x1B {
      giveUpText()
      state = .escape
      return
    }
    // A bad character before this byte is emitted first, with the Alt that belonged to it.
    var scalars: [Unicode.Scalar] = []
    let hadText = text.isPending
    text.take(byte) { scalars.append($0) }
    for (index, scalar) in scalars.enumerated() {
      emit(typed(scalar, alt: hadText && index == 0 ? textHasAlt : alt))
    }
    if text.isPending, !hadText || !scalars.isEmpty { textHasAlt = alt }
  }

  private mutating func giveUpText() {
    var scalars: [Unicode.Scalar] = []
    text.giveUp { scalars.append($0) }
    for scalar in scalars { emit(typed(scalar, alt: textHasAlt)) }
  }

  private func typed(_ scalar: Unicode.Scalar, alt: Bool) -> Key {
    switch scalar.value {
    case 0x08, 0x7F: return Key(.backspace, alt: alt)
    case 0x09: return Key(.tab, alt: alt)
    case 0x0D: return Key(.enter, alt: alt)
    case 0x1B: return Key(.escape, alt: alt)
    case 0x00: return Key(.character(" "), control: true, alt: alt)
    case 0x01...0x1F:
      // Control takes 0x40 off the sign of the key: ^A is A, ^\ is \.
      let sign = Unicode.Scalar(UInt8(scalar.value) + 0x40)
      return Key(code: .character(Character(sign)), control: true, alt: alt).withoutShift
    case 0x80...0x9F: return Key(.character("\u{FFFD}"), alt: alt)
    default: return Key(.character(Character(scalar)), alt: alt)
    }
  }

  private mutating func collect(_ code: Int32) {
    let hasEnded: Bool
    if let byte = UInt8(exactly: code) {
      hasEnded = paste?.take(byte) ?? false
    } else {
      // Other keys within a paste are control sequences of the pasted text.
      hasEnded = code == CC_KEY_PASTE_END
    }
    if hasEnded {
      endPaste()
    } else if let part = paste?.takeFullPart() {
      events.append(part)
    }
  }

  private mutating func endPaste() {
    events += paste?.finish() ?? []
    paste = nil
  }

  /// Ends a paste at a Ctrl-C that came alone: if its end mark was lost, it would swallow all keys.
  private mutating func endInterruptedPaste() {
    guard unitsInRead == 1, paste?.endsWithInterrupt == true else { return }
    paste?.dropInterrupt()
    endPaste()
    emit(Key(.character("c"), control: true))
  }
}

extension Key {
  /// The same key without Shift, which a control byte does not tell.
  fileprivate var withoutShift: Key {
    var key = self
    key.shift = false
    return key
  }
}
