/// A base character with up to four marks: what one cell can hold.
///
/// Five scalar values of 21 bits are packed into two words, so that a cell is plain bits: frames
/// are copied and compared without touching a reference count. Five is also what the terminal
/// library keeps (`CCHARW_MAX`); only `GlyphScanner` makes clusters, which is why none ever holds
/// a control character.
struct Cluster: Hashable, Sendable {
  /// The number of marks that a base can carry.
  static let mostMarks = 4

  private var head: UInt64
  private var tail: UInt64 = 0

  /// Creates a cluster of one scalar value.
  init(_ base: Unicode.Scalar) { head = UInt64(base.value) }

  private init(head: UInt64) { self.head = head }

  /// No text at all: the right half of a wide cell.
  static let none = Cluster(head: 0)
  /// A blank.
  static let space = Cluster(" ")

  /// The base character's value; 0 for `none`.
  var base: UInt32 { UInt32(truncatingIfNeeded: head & 0x1F_FFFF) }

  /// Puts `mark` at place 1 to 4 behind the base.
  mutating func put(_ mark: Unicode.Scalar, at place: Int) {
    let bits = UInt64(mark.value)
    if place < 3 { head |= bits << (21 * place) } else { tail |= bits << (21 * (place - 3)) }
  }

  /// Appends the text to `output`.
  func write(to output: inout String) {
    append(head, to: &output)
    if tail != 0 { append(tail, to: &output) }
  }

  /// The text; empty for `none`.
  var text: String {
    var output = ""
    write(to: &output)
    return output
  }

  private func append(_ word: UInt64, to output: inout String) {
    var rest = word
    while rest != 0 {
      if let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: rest & 0x1F_FFFF)) {
        output.unicodeScalars.append(scalar)
      }
      rest >>= 21
    }
  }
}
