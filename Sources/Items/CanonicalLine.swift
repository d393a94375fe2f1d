/// Takes items from lines of JSON, straight to canonical bytes.
///
/// The memory it works in is kept from line to line.
struct CanonicalLine {
  private let shape: ItemShape
  /// The names as they stand in canonical JSON, with their quotation marks.
  private let idKey: [UInt8]?
  private let hiddenKeys: [[UInt8]]
  private var output: [UInt8] = []
  private var memory = CanonicalWriter.Memory()

  init(shape: ItemShape) {
    self.shape = shape
    idKey = shape.idField.map { JSON.string($0).canonicalBytes }
    hiddenKeys = shape.hide.map { JSON.string($0).canonicalBytes }
  }

  /// Reads one object that fills the line, which is the last of its file when it is not ended.
  mutating func read(
    _ line: UnsafeRawBufferPointer, file: String, number: Int, isEnded: Bool
  ) -> Result<CanonicalItem, Problem> {
    if output.count < line.count {
      output = [UInt8](repeating: 0, count: max(line.count, 4096))
    } else if output.count > 1 << 20, line.count < output.count / 16 {
      // One huge line must not hold its memory to the end of the file.
      output = [UInt8](repeating: 0, count: max(line.count, 4096))
      memory = CanonicalWriter.Memory()
    }
    // Taken out of self for the while, so that the item can be made from within.
    var room: [UInt8] = []
    var memory = CanonicalWriter.Memory()
    swap(&room, &output)
    swap(&memory, &self.memory)
    let result = room.withUnsafeMutableBytes { bytes -> Result<CanonicalItem, Problem> in
      var writer = CanonicalWriter(line, into: bytes)
      writer.swapMemory(&memory)
      defer { writer.swapMemory(&memory) }
      do throws(Fault) {
        try writer.writeWholeObject()
      } catch {
        var problem = error.problem(in: line, file: file, line: number)
        if !isEnded { problem.why = LineLimit.cutOff(problem.why) }
        return .failure(problem)
      }
      do throws(Problem) {
        return .success(try item(from: writer))
      } catch {
        var problem = error
        problem.place = Place(file: file, line: number, column: 1)
        return .failure(problem)
      }
    }
    memory.members.removeAll(keepingCapacity: memory.members.count <= 4096)
    swap(&room, &output)
    swap(&memory, &self.memory)
    return result
  }

  private func item(from writer: borrowing CanonicalWriter) throws(Problem) -> CanonicalItem {
    var content: [UInt8]
    var hidden: [UInt8]?
    if hiddenKeys.isEmpty {
      content = Array(writer.output[..<writer.used])
    } else {
      (content, hidden) = split(writer)
    }
    guard let idKey, let field = shape.idField else {
      return CanonicalItem(
        externalID: Item.contentID(canonical: content), content: content, hidden: hidden)
    }
    guard let member = writer.members.first(where: { has($0, key: idKey, in: writer) }) else {
      throw ExternalID.missing(field, among: writer.members.prefix(64).map { writer.text(of: $0) })
    }
    return CanonicalItem(
      externalID: try externalID(member, in: writer, field: field), content: content,
      hidden: hidden)
  }

  /// The members that are shown and those that are hidden, each as an object.
  private func split(_ writer: borrowing CanonicalWriter) -> ([UInt8], [UInt8]?) {
    var content: [UInt8] = []
    content.reserveCapacity(writer.used)
    var hidden: [UInt8] = []
    for member in writer.members {
      let text = writer.output[member.start..<member.end]
      if hiddenKeys.contains(where: { has(member, key: $0, in: writer) }) {
        hidden.append(UInt8(ascii: hidden.isEmpty ? "{" : ","))
        hidden.append(contentsOf: text)
      } else {
        content.append(UInt8(ascii: content.isEmpty ? "{" : ","))
        content.append(contentsOf: text)
      }
    }
    if content.isEmpty { content.append(UInt8(ascii: "{")) }
    content.append(UInt8(ascii: "}"))
    guard !hidden.isEmpty else { return (content, nil) }
    hidden.append(UInt8(ascii: "}"))
    return (content, hidden)
  }

  private func has(
    _ member: CanonicalWriter.Member, key: [UInt8], in writer: borrowing CanonicalWriter
  ) -> Bool {
    member.keyEnd - member.start == key.count
      && writer.output[member.start..<member.keyEnd].elementsEqual(key)
  }

  private func externalID(
    _ member: CanonicalWriter.Member, in writer: borrowing CanonicalWriter, field: String
  ) throws(Problem) -> String {
    let value = UnsafeRawBufferPointer(rebasing: writer.output[member.keyEnd + 1..<member.end])
    if value.first == UInt8(ascii: "\"") {
      let text = UnsafeRawBufferPointer(rebasing: value[1..<value.count - 1])
      return try ExternalID.checked(JSONEscapes.text(text, hasEscapes: true), field: field)
    }
    if ExternalID.isInteger(value) {
      return try ExternalID.checked(String(decoding: value, as: UTF8.self), field: field)
    }
    let found: String
    switch value.first {
    case UInt8(ascii: "{"): found = "an object"
    case UInt8(ascii: "["): found = "an array"
    default: found = Quoted(bytes: value, limit: 24).safe
    }
    throw ExternalID.notAnID(found, field: field)
  }
}
