/// A text put into a source before it is read once more, because md4c would drop something.
struct SourceEdit: Hashable {
  /// Where the text goes, in bytes.
  let offset: Int
  let text: [UInt8]

  init(offset: Int, text: String) {
    self.offset = offset
    self.text = Array(text.utf8)
  }

  /// Puts all the texts into `source`.
  static func apply(_ edits: [SourceEdit], to source: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var edited: [UInt8] = []
    var done = 0
    for edit in edits.sorted(by: { $0.offset < $1.offset }) {
      edited += source[done..<edit.offset]
      edited += edit.text
      done = edit.offset
    }
    return edited + source[done...]
  }
}
