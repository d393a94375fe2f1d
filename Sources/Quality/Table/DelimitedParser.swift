/// Rows of CSV and TSV.
struct DelimitedParser: RecordParser {
  private let file: String
  private let requests: [ColumnTable.Request]
  private let delimiter: UInt8
  private let quotes: Bool

  private var header: [String] = []
  private var wanted: [(role: String, field: Int)] = []
  private var interners: [TextInterner] = []
  private var codes: [ContiguousArray<Int32>] = []
  private var rows = 0
  private var anchors: [(row: Int, line: Int)] = []
  private var nextLine = 0
  private var problems = ProblemList()

  private struct Field {
    var start: Int
    var end: Int
    var hasEscapes: Bool
  }
  private var fields: [Field] = []

  init(file: String, requests: [ColumnTable.Request], delimiter: UInt8, quotes: Bool) {
    self.file = file
    self.requests = requests
    self.delimiter = delimiter
    self.quotes = quotes
  }

  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, line: inout Int, isEnd: Bool
  ) throws(TableError) -> Int {
    var place = 0
    if line == 1, header.isEmpty, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    while place < bytes.count {
      let begin = line
      guard let end = split(bytes, from: place, line: &line, isEnd: isEnd) else {
        line = begin
        break
      }
      let isBlank = fields.count == 1 && fields[0].start >= fields[0].end
      if header.isEmpty {
        if !isBlank { try open(bytes, line: begin) }
      } else if !isBlank || header.count == 1 && end < bytes.count {
        take(bytes, line: begin)
      }
      place = end
    }
    return place
  }

  /// Finds the fields of one record; returns where the next begins, nil where this one is cut.
  @inline(__always)
  private mutating func split(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, line: inout Int, isEnd: Bool
  ) -> Int? {
    fields.removeAll(keepingCapacity: true)
    let count = bytes.count
    var place = start
    while true {
      var field = Field(start: place, end: place, hasEscapes: false)
      if quotes, place < count, bytes[place] == 0x22 {
        place += 1
        field.start = place
        while true {
          guard place < count else { return isEnd ? closing(field, at: count) : nil }
          let byte = bytes[place]
          if byte == 0x22 {
            if place + 1 == count, !isEnd { return nil }
            guard place + 1 < count, bytes[place + 1] == 0x22 else { break }
            field.hasEscapes = true
            place += 1
          } else if byte == 0x0A {
            line += 1
          }
          place += 1
        }
        field.end = place
        place += 1
        // What follows a closing quote belongs to no field; it is skipped to the delimiter.
        while place < count, bytes[place] != delimiter, bytes[place] != 0x0A { place += 1 }
      } else {
        while place < count, bytes[place] != delimiter, bytes[place] != 0x0A { place += 1 }
        field.end = place
      }
      if place == count {
        guard isEnd else { return nil }
        if field.end > field.start, bytes[field.end - 1] == 0x0D { field.end -= 1 }
        fields.append(field)
        line += 1
        return count
      }
      if bytes[place] == 0x0A {
        if field.end == place, field.end > field.start, bytes[place - 1] == 0x0D { field.end -= 1 }
        fields.append(field)
        line += 1
        return place + 1
      }
      fields.append(field)
      place += 1
    }
  }

  private mutating func closing(_ field: Field, at end: Int) -> Int {
    problems.add(
      TableProblem(
        file: file, line: nextLine, message: "A quote is opened and never closed. Close it."))
    fields.append(Field(start: field.start, end: end, hasEscapes: field.hasEscapes))
    return end
  }

  private func text(_ field: Field, _ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var place = field.start
    while place < field.end {
      text.append(bytes[place])
      place += field.hasEscapes && bytes[place] == 0x22 ? 2 : 1
    }
    return text
  }

  private mutating func open(
    _ bytes: UnsafeBufferPointer<UInt8>, line: Int
  ) throws(TableError) {
    header = fields.map { String(decoding: text($0, bytes), as: UTF8.self) }
    var missing: [TableProblem] = []
    for request in requests {
      if let field = header.firstIndex(of: request.name) {
        wanted.append((request.role, field))
        interners.append(TextInterner())
        codes.append([])
      } else if request.isRequired {
        missing.append(
          TableProblem(
            file: file, line: line,
            message: "There is no column \(visible(request.name)) for the \(request.role)."
              + Nearest.hint(request.name, in: header) + " The columns are "
              + header.prefix(12).map(visible).joined(separator: ", ")
              + (header.count > 12 ? ", …" : "") + ". Name the right one by an option."))
      }
    }
    if !missing.isEmpty { throw TableError(missing) }
  }

  @inline(__always)
  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
    if line != nextLine { anchors.append((rows, line)) }
    nextLine = line + 1
    guard fields.count == header.count else {
      problems.add(
        TableProblem(
          file: file, line: line,
          message: "This line has \(fields.count) fields and the header has \(header.count). "
            + "Put quotes around values that hold the separator."))
      return
    }
    for index in wanted.indices {
      let field = fields[wanted[index].field]
      if field.start >= field.end {
        codes[index].append(-1)
      } else if field.hasEscapes {
        let own = text(field, bytes)
        codes[index].append(own.withUnsafeBufferPointer { interners[index].code(of: $0) })
      } else {
        codes[index].append(
          interners[index].code(
            of: UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])))
      }
    }
    rows += 1
  }

  mutating func finish() throws(TableError) -> ColumnTable {
    try problems.throwIfAny()
    guard rows > 0 else {
      throw TableError(
        TableProblem(
          file: file,
          message: header.isEmpty
            ? "The file is empty. Its first line must name the columns."
            : "The file has a header and no rows. Add one row a judgment."))
    }
    var columns: [String: ColumnTable.Column] = [:]
    for (index, want) in wanted.enumerated() {
      columns[want.role] = ColumnTable.Column(
        name: header[want.field], place: "\(want.field + 1) (\(visible(header[want.field])))",
        values: interners[index].texts, codes: codes[index])
    }
    return ColumnTable(file: file, rowCount: rows, columns: columns, anchors: anchors)
  }
}
