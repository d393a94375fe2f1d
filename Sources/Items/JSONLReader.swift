/// Reads items from JSON Lines: one object a line.
///
/// Blank lines are skipped, lines may end in CRLF, and a byte order mark may stand at the start.
package struct JSONLReader<Source: ByteSource>: RecordReader {
  private let file: String
  private var cutter: LineCutter
  private var reader: CanonicalLine

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - source: The file's bytes, decompressed.
  ///   - file: The file's name for messages.
  ///   - shape: What of the project matters here.
  ///   - maximumLine: The longest line in bytes; longer ones are reported and skipped without ever
  ///     being held in memory.
  package init(
    _ source: Source, file: String, shape: ItemShape = ItemShape(),
    maximumLine: Int = LineLimit.standard
  ) {
    self.file = file
    cutter = LineCutter(source, maximumLine: maximumLine)
    reader = CanonicalLine(shape: shape)
  }

  package mutating func next() throws -> Record? {
    while let cut = try cutter.advance() {
      let number = cutter.number
      switch cut {
      case .problem(let fault): return .problem(fault.at(file: file, line: number))
      case .line(let isEnded):
        let result = cutter.withLine { line -> Result<CanonicalItem, Problem>? in
          isBlank(line) ? nil : reader.read(line, file: file, number: number, isEnded: isEnded)
        }
        switch result {
        case nil: continue
        case .success(let item):
          return .item(item, Place(file: file, line: number, column: 1))
        case .failure(let problem): return .problem(problem)
        }
      }
    }
    return nil
  }
}

/// Whether a line has nothing but white space.
func isBlank(_ line: UnsafeRawBufferPointer) -> Bool {
  line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
}
