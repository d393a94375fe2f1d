import Items
import Judgments
import Testing

@Suite struct CBORFaults {
  @Test(arguments: [
    ("18 17", 0, CBORFault.Reason.longForm),
    ("19 00ff", 0, .longForm),
    ("1a 0000ffff", 0, .longForm),
    ("1b 00000000ffffffff", 0, .longForm),
    ("58 01 00", 0, .longForm),
    ("", 0, .truncated),
    ("19 01", 1, .truncated),
    ("43 0102", 1, .truncated),
    ("82 01", 1, .truncated),
    ("a1 01", 1, .truncated),
    ("01 01", 1, .trailing),
    ("9f 01 ff", 0, .indefinite),
    ("bf 01 02 ff", 0, .indefinite),
    ("5f 41 00 ff", 0, .indefinite),
    ("7f 61 61 ff", 0, .indefinite),
    ("81 ff", 1, .indefinite),
    ("f9 3c00", 0, .unsupported),
    ("fb 3ff0000000000000", 0, .unsupported),
    ("c1 01", 0, .unsupported),
    ("f7", 0, .unsupported),
    ("f8 20", 0, .unsupported),
    ("f0", 0, .unsupported),
    ("1c", 0, .unsupported),
    ("a1 61 61 01", 1, .keyNotUnsigned),
    ("a1 20 01", 1, .keyNotUnsigned),
    ("a2 02 01 01 01", 3, .keyOrder),
    ("a2 01 01 01 01", 3, .keyOrder),
    ("61 ff", 0, .invalidText),
    ("63 eda080", 0, .invalidText),
    ("62 c080", 0, .invalidText),
    ("81 81 81 81 81 81 81 81 80", 8, .tooDeep),
    ("a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a0", 16, .tooDeep),
  ])
  func everyFaultIsFoundAtItsByte(
    _ spaced: String, _ offset: Int, _ reason: CBORFault.Reason
  ) throws {
    let bytes = try #require(Hexadecimal.bytes(spaced.filter { $0 != " " }))
    let fault = CBORFault(offset: offset, reason: reason)
    #expect(throws: fault) { try CBOR(decoding: bytes) }
    #expect(
      fault.message == "The CBOR is not canonical at byte \(offset): \(reason.rawValue).")
  }

  @Test func anInputBeyondTheLimitIsRefusedUnread() {
    #expect(throws: CBORFault(offset: 65_536, reason: .tooLong)) {
      try CBOR(decoding: Array(repeating: 0xFF, count: 65_537))
    }
  }

  @Test func aPlaceThatCallsForAnotherTypeSaysSo() throws {
    let unexpected = CBORFault(offset: 0, reason: .unexpected)
    var text = try CBORReader([0x61, 0x61])
    #expect(throws: unexpected) { try text.unsigned() }
    var number = try CBORReader([0x01])
    #expect(throws: unexpected) { try number.array() }
    var array = try CBORReader([0x80])
    #expect(throws: unexpected) { try array.byteString() }
    var bytes = try CBORReader([0x40])
    #expect(throws: unexpected) { try bytes.map() }
  }

  @Test func eightLevelsAreReadAndNineAreNot() throws {
    let eight = Array(repeating: UInt8(0x81), count: 7) + [0x80]
    #expect(try CBOR(decoding: eight).encoded == eight)
    #expect(throws: CBORFault(offset: 8, reason: .tooDeep)) { try CBOR(decoding: [0x81] + eight) }
    // A number beneath eight lists is no ninth level.
    let number = Array(repeating: UInt8(0x81), count: 8) + [0x00]
    #expect(try CBOR(decoding: number).encoded == number)
  }

  /// Room for what these lengths promise would be more than any machine has.
  @Test(arguments: [
    "5b7fffffffffffffff", "7bffffffffffffffff", "9b7fffffffffffffff", "bbffffffffffffffff",
    "9affffffff", "ba7fffffff00", "8181819bffffffffffffffff", "a1009b0000ffffffffffff",
  ])
  func aLyingLengthIsRefusedBeforeAnythingIsAllocated(_ hex: String) throws {
    let bytes = try #require(Hexadecimal.bytes(hex))
    let fault = #expect(throws: CBORFault.self) { try CBOR(decoding: bytes) }
    #expect(fault?.reason == .truncated)
  }

  @Test func equalMeansEqualBytes() {
    #expect(CBOR.text("\u{E9}") != .text("e\u{301}"))
    #expect(CBOR.map([]) == .map([]))
    #expect(CBOR.negative(1) != .unsigned(1))
    #expect(CBOR.integer(.min).encoded == [0x3B, 0x7F] + Array(repeating: 0xFF, count: 7))
    #expect(CBOR.integer(-1) == .negative(0))
    #expect(CBOR.integer(0) == .unsigned(0))
  }

  @Test func aMapIsWrittenInTheOrderOfItsKeys() {
    let map = CBOR.map([
      CBORPair(key: 300, value: .null), CBORPair(key: 2, value: .bool(true)),
      CBORPair(key: 24, value: .bool(false)),
    ])
    #expect(Hexadecimal.text(map.encoded) == "a302f51818f419012cf6")
  }
}
