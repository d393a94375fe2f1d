/// One field of a record.
struct DelimitedField {
  /// The bytes between the delimiters, or between the quotation marks.
  var range: Range<Int>
  /// Whether it holds doubled quotation marks.
  var hasDoubledMarks = false
}

/// Finds the fields of a record whose lines arrive one after the other.
///
/// A record goes on over a line end as long as a quotation mark is open, so the scan stops at the
/// end of each line and is taken up again when the next line has been put behind it.
struct DelimitedScan {
  private enum State {
    case fieldStart
    case plain
    case quoted
    /// Behind a mark within quotation marks: it closes the field or is the first of two.
    case behindMark
  }

  private(set) var fields: [DelimitedField] = []
  private var state = State.fieldStart
  private var position = 0
  private var start = 0
  private var hasDoubledMarks = false
  /// Where the open quotation mark stands.
  private(set) var opening = 0

  /// Forgets the last record.
  mutating func reset() {
    fields.removeAll(keepingCapacity: true)
    state = .fieldStart
    position = 0
    start = 0
    hasDoubledMarks = false
  }

  /// Whether the record goes on behind the end of the line.
  var isOpen: Bool { state == .quoted }

  /// Scans to the end of the bytes, which is the end of a line.
  mutating func scan(
    _ bytes: UnsafeRawBufferPointer, delimiter: UInt8
  ) throws(Fault) {
    while position < bytes.count {
      let byte = bytes[position]
      switch state {
      case .fieldStart where byte == UInt8(ascii: "\""):
        opening = position
        start = position + 1
        hasDoubledMarks = false
        state = .quoted
      case .fieldStart, .plain:
        if byte == delimiter {
          fields.append(DelimitedField(range: start..<position))
          start = position + 1
          state = .fieldStart
        } else {
          state = .plain
        }
      case .quoted:
        if byte == UInt8(ascii: "\"") { state = .behindMark }
      case .behindMark:
        if byte == UInt8(ascii: "\"") {
          hasDoubledMarks = true
          state = .quoted
        } else if byte == delimiter {
          closeQuoted(at: position - 1)
          start = position + 1
          state = .fieldStart
        } else if byte == UInt8(ascii: "\r"), position == bytes.count - 1 {
          // The first half of the line's end, met again below.
        } else {
          throw Fault(
            offset: position, what: "Text follows the quotation mark that closes a field.",
            why: "Only the delimiter or the end of the line may stand there.",
            remedy: "Double each quotation mark that belongs to the field.")
        }
      }
      position += 1
    }
    endLine(bytes)
  }

  private mutating func endLine(_ bytes: UnsafeRawBufferPointer) {
    let hasReturn = bytes.last == UInt8(ascii: "\r")
    switch state {
    case .quoted: break
    case .behindMark: closeQuoted(at: bytes.count - (hasReturn ? 2 : 1))
    case .fieldStart, .plain:
      let end = hasReturn && start < bytes.count ? bytes.count - 1 : bytes.count
      fields.append(DelimitedField(range: start..<end))
    }
  }

  private mutating func closeQuoted(at end: Int) {
    fields.append(DelimitedField(range: start..<end, hasDoubledMarks: hasDoubledMarks))
  }
}
