/// Rows of JSON lines: one object a line.
struct JSONLineParser: RecordParser {
  private let file: String
  private let requests: [ColumnTable.Request]
  private let paths: [[String]]
  private var interners: [TextInterner]
  private var codes: [ContiguousArray<Int32>]
  private var found: [Bool]
  private var rows = 0
  private var anchors: [(row: Int, line: Int)] = []
  private var nextLine = 0
  private var problems = ProblemList()

  init(file: String, requests: [ColumnTable.Request]) {
    self.file = file
    self.requests = requests
    paths = requests.map { $0.name.split(separator: ".").map(String.init) }
    interners = requests.map { _ in TextInterner() }
    codes = requests.map { _ in [] }
    found = requests.map { _ in false }
  }

  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, line: inout Int, isEnd: Bool
  ) throws(TableError) -> Int {
    var place = 0
    while place < bytes.count {
      var end = place
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      if end == bytes.count, !isEnd { break }
      let record = UnsafeBufferPointer(rebasing: bytes[place..<end])
      if record.contains(where: { $0 > 0x20 }) { take(record, line: line) }
      line += 1
      place = min(end + 1, bytes.count)
    }
    return place
  }

  private mutating func take(_ record: UnsafeBufferPointer<UInt8>, line: Int) {
    let object: JSONValue
    do throws(JSONProblem) {
      object = try JSONReader.value(of: record, firstLine: line)
    } catch {
      problems.add(
        TableProblem(
          file: file, line: error.line, column: String(error.column), message: error.message))
      return
    }
    guard object.members != nil else {
      problems.add(
        TableProblem(
          file: file, line: line, message: "This line is no JSON object. Write one object a line."))
      return
    }
    if line != nextLine { anchors.append((rows, line)) }
    nextLine = line + 1
    for index in requests.indices {
      var value: JSONValue? = object
      for key in paths[index] { value = value?[key] }
      // A set of labels is one label, as in CSV; the empty set is a label too.
      let set = value?.array.map { $0.compactMap(\.label).sorted().joined(separator: "|") }
      if let text = set ?? value?.label, set != nil || !text.isEmpty {
        found[index] = true
        codes[index].append(interners[index].code(of: text))
      } else {
        codes[index].append(-1)
        if let value, value.members != nil {
          problems.add(
            TableProblem(
              file: file, line: line, column: visible(requests[index].name),
              message: "This value is an object. Name the member of it that is meant, "
                + "such as \(visible(requests[index].name)).prefer."))
        }
      }
    }
    rows += 1
  }

  mutating func finish() throws(TableError) -> ColumnTable {
    try problems.throwIfAny()
    guard rows > 0 else {
      throw TableError(
        TableProblem(file: file, message: "The file is empty. Write one JSON object a line."))
    }
    var columns: [String: ColumnTable.Column] = [:]
    for (index, request) in requests.enumerated() {
      if found[index] {
        columns[request.role] = ColumnTable.Column(
          name: request.name, place: visible(request.name), values: interners[index].texts,
          codes: codes[index])
      } else if request.isRequired {
        throw TableError(
          TableProblem(
            file: file, line: 1,
            message: "No line has a member \(visible(request.name)) for the \(request.role). "
              + "Name the right one by an option."))
      }
    }
    return ColumnTable(file: file, rowCount: rows, columns: columns, anchors: anchors)
  }
}
