import Terminal

/// Collects a bracketed paste and cleans it of controls.
///
/// Of C0 and C1 only newline and tab are kept, CR and CR LF become newlines, so that no clipboard
/// can press a key or end its own paste. Invisible and bidirectional characters stay: they are
/// text, and every screen shows them as altered cells.
struct PasteCollector: Hashable, Sendable {
  /// The bytes after which a part is handed on, so that no paste takes unbounded memory.
  static let partSize = 1 << 20

  private static let endMark = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private var hasGivenPart = false

  init() {}

  /// Takes one byte; returns true where it completes an end mark that ncurses did not see whole.
  mutating func take(_ byte: UInt8) -> Bool {
    bytes.append(byte)
    guard byte == UInt8(ascii: "~"), bytes.suffix(Self.endMark.count) == Self.endMark[...] else {
      return false
    }
    bytes.removeLast(Self.endMark.count)
    return true
  }

  /// Whether the newest byte is Ctrl-C.
  var endsWithInterrupt: Bool { bytes.last == 0x03 }

  /// Takes the newest byte back.
  mutating func dropInterrupt() { bytes.removeLast() }

  /// Returns a part of a very long paste once it is full, cut between two characters.
  mutating func takeFullPart() -> TerminalEvent? {
    guard bytes.count >= Self.partSize, let last = bytes.last, last < 0x80, last != 0x0D,
      !bytes.suffix(Self.endMark.count).contains(0x1B)
    else { return nil }
    hasGivenPart = true
    defer { bytes.removeAll(keepingCapacity: true) }
    return .paste(Self.clean(bytes))
  }

  /// Returns the paste, or what is left of it; nothing where parts gave all of it.
  func finish() -> [TerminalEvent] {
    hasGivenPart && bytes.isEmpty ? [] : [.paste(Self.clean(bytes))]
  }

  private static func clean(_ bytes: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0D: result.append("\n")
      case 0x0A: if !afterReturn { result.append("\n") }
      case 0x09, 0x20...0x7E: result.append(scalar)
      case 0x00...0x1F, 0x7F...0x9F: break
      default: result.append(scalar)
      }
      afterReturn = scalar.value == 0x0D
    }
    return String(result)
  }
}
