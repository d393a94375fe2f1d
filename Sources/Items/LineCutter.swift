/// The limit of a line, and what is said about it.
package enum LineLimit {
  /// 16 MiB, the longest line that is read when nobody says otherwise.
  package static let standard = 16 << 20

  /// The reason for a mistake on a last line that has no line end.
  static func cutOff(_ why: String) -> String {
    let end = "The file ends in the middle of this line, so it may have been cut off."
    return why.isEmpty ? end : "\(why) \(end)"
  }
}

/// Cuts bytes that arrive in pieces into lines.
///
/// A line that lies within one piece is read in place; others are gathered up to the limit. What is
/// longer is counted and let go.
struct LineCutter {
  /// What the next line is.
  enum Cut {
    /// A line for ``withLine(_:)``; the last of a file may have no line end.
    case line(isEnded: Bool)
    /// Something that is no line to read.
    case problem(LineProblem)
  }

  // Not a generic parameter: nothing that is done a line may depend on the kind of source, or it
  // would be compiled for none of them.
  private var source: any ByteSource
  private let maximumLine: Int
  private var piece: [UInt8] = []
  private var position = 0
  private var gathered: [UInt8] = []
  private var line = 0..<0
  private var isGathered = false
  private var isAtEnd = false
  /// The number of the line, from 1.
  private(set) var number = 0

  init(_ source: any ByteSource, maximumLine: Int) {
    self.source = source
    self.maximumLine = maximumLine
  }

  /// Goes to the next line, or gives nil at the end.
  mutating func advance() throws -> Cut? {
    if gathered.capacity > 1 << 20 {
      // One huge line must not hold its memory to the end of the file.
      gathered = []
    } else {
      gathered.removeAll(keepingCapacity: true)
    }
    var length = 0
    var hasBegun = false
    while try refill() {
      let newline = piece.withUnsafeBytes { bytes in
        ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: position)
      }
      let end = newline ?? piece.count
      let start = position
      length += end - start
      position = newline.map { $0 + 1 } ?? end
      if length > maximumLine {
        gathered = []
      } else if hasBegun || newline == nil {
        gathered.append(contentsOf: piece[start..<end])
      }
      isGathered = hasBegun || newline == nil
      line = isGathered ? 0..<gathered.count : start..<end
      hasBegun = true
      if newline != nil { return finishLine(length: length, isEnded: true) }
    }
    return hasBegun ? finishLine(length: length, isEnded: false) : nil
  }

  /// Shows the line's bytes without its line feed.
  func withLine<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    (isGathered ? gathered : piece).withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[line]))
    }
  }

  /// Makes sure that there is an unread byte, or tells that there is none.
  private mutating func refill() throws -> Bool {
    while position == piece.count {
      guard !isAtEnd else { return false }
      do {
        guard let next = try source.next() else {
          isAtEnd = true
          return false
        }
        piece = next
        position = 0
      } catch {
        isAtEnd = true
        throw error
      }
    }
    return true
  }

  private mutating func finishLine(length: Int, isEnded: Bool) -> Cut {
    number += 1
    if number == 1, length <= maximumLine, let foreign = passOverMark() {
      isAtEnd = true
      position = piece.count
      return .problem(foreign)
    }
    guard length <= maximumLine else {
      return .problem(.tooLong(length: length, maximum: maximumLine))
    }
    return .line(isEnded: isEnded)
  }

  /// Passes over a byte order mark and tells a file that is not text at all.
  private mutating func passOverMark() -> LineProblem? {
    let head = withLine { Array($0.prefix(3)) }
    if head == [0xEF, 0xBB, 0xBF] {
      line = line.lowerBound + 3..<line.upperBound
    } else if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      return .utf16
    } else if head.starts(with: [0x1F, 0x8B]) {
      return .compressed
    }
    return nil
  }
}
