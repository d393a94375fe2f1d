import Items

/// A source that gives the pieces it was made of.
struct Pieces: ByteSource {
  var pieces: [[UInt8]]

  mutating func next() -> [UInt8]? { pieces.isEmpty ? nil : pieces.removeFirst() }
}

/// A source that fails behind its bytes, as a damaged disk or a cut-off archive does.
struct Failing: ByteSource {
  struct Broken: Error {}
  var bytes: [UInt8]?

  mutating func next() throws -> [UInt8]? {
    guard let bytes else { throw Broken() }
    self.bytes = nil
    return bytes
  }
}

/// All records of a reader.
func records(_ reader: some RecordReader) throws -> [Record] {
  var reader = reader
  var records: [Record] = []
  while let record = try reader.next() { records.append(record) }
  return records
}

/// The records as short texts: `1 id content` for an item on line 1, else the message.
func told(_ reader: some RecordReader) throws -> [String] {
  try records(reader).map { record in
    switch record {
    case .item(let item, let place):
      let hidden = item.hidden.map { " hidden " + String(decoding: $0, as: UTF8.self) } ?? ""
      return "\(place.line) \(item.externalID) \(String(decoding: item.content, as: UTF8.self))"
        + hidden
    case .problem(let problem): return problem.message
    }
  }
}
