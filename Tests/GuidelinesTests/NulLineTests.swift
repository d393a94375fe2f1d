import Guidelines
import Testing

/// Texts in which Markdown counts other lines than a handbook does.
@Suite struct NulLineTests {
  /// Found by fuzzing: the heading's line lies behind the last one.
  @Test func aHeadingBehindNulBytesIsReadWithoutATrap() {
    let bytes: [UInt8] = [
      0x60, 0x6B, 0x0A, 0x0A, 0x00, 0x0A, 0x2D, 0x0A, 0x23, 0x20, 0x41, 0x20, 0x23, 0x20, 0x4F,
      0x70, 0x74, 0x69, 0x6F, 0x2B, 0x20, 0x41, 0x2D, 0xD0, 0x38, 0x6E, 0xA6, 0x00, 0x61, 0x00,
      0x00,
    ]
    let source = String(decoding: bytes, as: UTF8.self)
    let (handbook, _) = Handbook.read(source)
    #expect(handbook.source == source)
    #expect(handbook.rules.allSatisfy { $0.line >= 1 })
  }
}
