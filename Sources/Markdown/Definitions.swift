/// Finds link reference definitions, such as `[1]: https://example.org`, which Markdown hides.
///
/// In a handbook they are what the writer meant; in the text of an item they are something to see.
enum Definitions {
  /// Escapes those of the lines without a text (from 0) that can be nothing but a definition.
  static func escapes(silent lines: some Sequence<Int>, in source: SourceLines) -> [SourceEdit] {
    lines.compactMap { index in
      let line = source.trimmed(index)
      guard
        let bracket = line.firstIndex(where: { !" \t>-*+".utf8.contains($0) && !isDigitMark($0) }),
        line[bracket] == UInt8(ascii: "[")
      else { return nil }
      // A link or an image without a text has none to see either.
      let next = line[bracket...].dropFirst().first
      if next == UInt8(ascii: "]") || next == UInt8(ascii: "!") { return nil }
      return SourceEdit(offset: bracket, text: "\\")
    }
  }

  /// Says whether a byte may belong to the number of a list's item.
  private static func isDigitMark(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte == 0x29
  }
}
