import Items
import Testing

@Suite struct PieceBoundaries {
  private let lines = Array(
    """
    \u{FEFF}{"id":"é1","t":"a\\ud83d\\ude00\\n"}\r
    \r
    {"id":2,"t":"😀 €","model":{"b":[1,2],"a":null}}
    {"id":3,"t":"bad}
    {"id":4,"id":4}

    {"id":5,"t":"\u{202E}"}\r
    {"id":6
    """.utf8)

  private let table = Array(
    "\u{FEFF}id,\"t\",model\r\n1,\"a,\"\"é\r\n😀\",m\r\n\r\n2,\"x\"y,m\n3,\"open,m\n4,d,e\n5,\"\",\"m\""
      .utf8)

  private let shape = ItemShape(idField: "id", hide: ["model"])

  @Test func linesAreTheSameWhereverThePiecesEnd() throws {
    let whole = try records(JSONLReader(MemorySource(lines), file: "f", shape: shape))
    #expect(whole.count == 6)
    for size in 1...lines.count {
      let pieces = MemorySource(lines, piece: size)
      #expect(
        try records(JSONLReader(pieces, file: "f", shape: shape)) == whole, "pieces of \(size)")
    }
    for cut in 0...lines.count {
      let pieces = Pieces(pieces: [Array(lines[..<cut]), [], Array(lines[cut...])])
      #expect(try records(JSONLReader(pieces, file: "f", shape: shape)) == whole, "cut at \(cut)")
    }
  }

  @Test func tablesAreTheSameWhereverThePiecesEnd() throws {
    func read(_ source: some ByteSource) throws -> [Record] {
      try records(DelimitedReader(source, file: "f", delimiter: .comma, shape: shape))
    }
    let whole = try read(MemorySource(table))
    #expect(whole.count == 5)
    for size in 1...table.count {
      #expect(try read(MemorySource(table, piece: size)) == whole, "pieces of \(size)")
    }
    for cut in 0...table.count {
      let pieces = Pieces(pieces: [Array(table[..<cut]), Array(table[cut...])])
      #expect(try read(pieces) == whole, "cut at \(cut)")
    }
  }

  @Test func everyPrefixOfAFileIsReadWithoutLossOfItsWholeLines() throws {
    let whole = try records(JSONLReader(MemorySource(lines), file: "f", shape: shape))
    for end in 0...lines.count {
      let prefix = Array(lines[..<end])
      let found = try records(JSONLReader(MemorySource(prefix), file: "f", shape: shape))
      let ended = prefix.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        .filter { $0 != [0x0D] && !$0.isEmpty }.count
      #expect(Array(found.prefix(ended)) == Array(whole.prefix(ended)), "up to \(end)")
      #expect(found.count <= ended + 1)
    }
  }
}
