package import Items

/// The name of a segment: which operations are in it, and the first half of the last one's hash.
///
/// `0000000001-0000000020-` and 32 hexadecimal digits and `.nseg`.
package struct SegmentName: Hashable, Comparable, Sendable {
  package var first: UInt64
  package var last: UInt64
  /// The first 16 bytes of the last operation's hash.
  package var head: HeadPrefix

  package init(first: UInt64, last: UInt64, head: HeadPrefix) {
    self.first = first
    self.last = last
    self.head = head
  }

  package static let suffix = ".nseg"

  package var text: String {
    "\(FileNumber.text(first))-\(FileNumber.text(last))-\(head.hex)\(Self.suffix)"
  }

  /// Reads a name of exactly this form.
  package init?(_ text: String) {
    self.init(beginning: text)
    if self.text != text { return nil }
  }

  /// Reads the name that another program has lengthened, as with `.sync-conflict-…`.
  package init?(beginning text: String) {
    let bytes = Array(text.utf8)
    let dash = UInt8(ascii: "-")
    guard bytes.count >= 54, text.contains(Self.suffix), bytes[10] == dash, bytes[21] == dash,
      let first = FileNumber.number(bytes[0..<10]), let last = FileNumber.number(bytes[11..<21]),
      let head = FileNumber.head(bytes[22..<54]), first >= 1, last >= first
    else { return nil }
    self.init(first: first, last: last, head: head)
  }

  /// The longest of those that begin together comes first.
  package static func < (left: Self, right: Self) -> Bool {
    (left.first, right.last, left.head) < (right.first, left.last, right.head)
  }
}

/// The name of a head: `0000000020-`, 32 hexadecimal digits and `.nhead`.
package struct HeadName: Hashable, Comparable, Sendable {
  package var seq: UInt64
  package var head: HeadPrefix

  package init(seq: UInt64, head: HeadPrefix) {
    self.seq = seq
    self.head = head
  }

  package static let suffix = ".nhead"

  package var text: String { "\(FileNumber.text(seq))-\(head.hex)\(Self.suffix)" }

  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 49, text.hasSuffix(Self.suffix), bytes[10] == UInt8(ascii: "-"),
      let seq = FileNumber.number(bytes[0..<10]), let head = FileNumber.head(bytes[11..<43]),
      seq >= 1
    else { return nil }
    self.init(seq: seq, head: head)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.seq, left.head) < (right.seq, right.head)
  }
}

/// Tags the first half of an operation's hash.
package enum HeadTag {}
/// Enough of an operation's hash to tell it from every other at its place.
package typealias HeadPrefix = Identifier<HeadTag>

/// Numbers and identifiers as file names have them: ten digits, lower-case hexadecimal.
enum FileNumber {
  /// The last position that a name has room for.
  static let limit: UInt64 = 9_999_999_999

  static func text(_ number: UInt64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
  }

  static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    return number
  }

  static func head(_ digits: ArraySlice<UInt8>) -> HeadPrefix? {
    // One hash has one spelling, so that one file has one name.
    guard digits.allSatisfy({ !(UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0) }) else {
      return nil
    }
    return HeadPrefix(hex: String(decoding: digits, as: UTF8.self))
  }
}
