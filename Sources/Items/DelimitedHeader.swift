/// The header line of a CSV or TSV file, and how items are made of the records below it.
struct DelimitedHeader {
  /// A column in the order in which its field stands in canonical JSON.
  private struct Column {
    var index: Int
    /// The field's name with its marks and the colon.
    var prefix: [UInt8]
    var isHidden: Bool
  }

  private let names: [String]
  private var columns: [Column] = []
  private var idColumn: Int?
  private let idField: String

  /// Reads the header from the first record.
  init(_ cutter: DelimitedCutter, shape: ItemShape) throws(Fault) {
    if let offset = cutter.record.dropLast().firstIndex(of: UInt8(ascii: "\r")) {
      throw Fault(
        offset: offset, what: "The line holds a carriage return without a line feed.",
        why: "Lines end in LF or CRLF.", remedy: "Convert the line ends, for example with tr.")
    }
    var names: [String] = []
    for field in cutter.fields {
      let text = try Self.text(of: field, in: cutter.record)
      names.append(String(decoding: text, as: UTF8.self))
      if let twin = names.dropLast().firstIndex(where: { $0.utf8.elementsEqual(text) }) {
        throw Fault(
          offset: field.range.lowerBound,
          what: "The columns \(twin + 1) and \(names.count) are both named \(Quoted(names[twin])).",
          why: "Which of the two is meant cannot be known.", remedy: "Rename one of them.")
      }
    }
    if let field = shape.idField {
      idColumn = names.firstIndex { $0.hasSameBytes(as: field) }
      if idColumn == nil {
        let problem = ExternalID.missing(field, among: names)
        throw Fault(
          offset: 0, what: "No column is named \(Quoted(field)).", why: problem.why,
          remedy: problem.remedy)
      }
    }
    self.names = names
    idField = shape.idField ?? ""
    columns = names.indices.sorted { names[$0].precedesByBytes(names[$1]) }.map { index in
      Column(
        index: index, prefix: JSON.string(names[index]).canonicalBytes + [UInt8(ascii: ":")],
        isHidden: shape.hide.contains { $0.hasSameBytes(as: names[index]) })
    }
  }

  /// Makes an item of the record at hand.
  func item(from cutter: DelimitedCutter) throws(Fault) -> CanonicalItem {
    let fields = cutter.fields
    guard fields.count == names.count else {
      let offset =
        fields.count > names.count
        ? fields[names.count].range.lowerBound : cutter.record.count
      throw Fault(
        offset: offset,
        what: "The line has \(fields.count) \(fields.count == 1 ? "field" : "fields").",
        why: "The header names \(names.count).",
        remedy: "Put fields that hold a delimiter into quotation marks.")
    }
    var content: [UInt8] = []
    var hidden: [UInt8] = []
    content.reserveCapacity(cutter.record.count + 16 * fields.count)
    for column in columns {
      let field = fields[column.index]
      if column.isHidden {
        try Self.append(column.prefix, field, of: cutter.record, to: &hidden)
      } else {
        try Self.append(column.prefix, field, of: cutter.record, to: &content)
      }
    }
    content.append(contentsOf: content.isEmpty ? "{}".utf8 : "}".utf8)
    if !hidden.isEmpty { hidden.append(UInt8(ascii: "}")) }
    return CanonicalItem(
      externalID: try externalID(from: cutter, content: content), content: content,
      hidden: hidden.isEmpty ? nil : hidden)
  }

  private func externalID(
    from cutter: DelimitedCutter, content: [UInt8]
  ) throws(Fault) -> String {
    guard let idColumn else { return Item.contentID(canonical: content) }
    let field = cutter.fields[idColumn]
    let text = String(decoding: try Self.text(of: field, in: cutter.record), as: UTF8.self)
    do throws(Problem) {
      return try ExternalID.checked(text, field: idField)
    } catch {
      throw Fault(
        offset: field.range.lowerBound, what: error.what, why: error.why, remedy: error.remedy)
    }
  }

  private static func append(
    _ prefix: [UInt8], _ field: DelimitedField, of record: [UInt8], to bytes: inout [UInt8]
  ) throws(Fault) {
    bytes.append(UInt8(ascii: bytes.isEmpty ? "{" : ","))
    bytes.append(contentsOf: prefix)
    let text = try text(of: field, in: record)
    text.withUnsafeBytes { CanonicalString.append($0, to: &bytes) }
  }

  /// The field's bytes with doubled marks made single, checked to be UTF-8 without NUL.
  private static func text(
    of field: DelimitedField, in record: [UInt8]
  ) throws(Fault) -> ArraySlice<UInt8> {
    let text = record[field.range]
    if let fault = text.withUnsafeBytes({ UTF8Sequence.firstFault(in: $0) }) {
      let offset = field.range.lowerBound + fault
      throw record.withUnsafeBytes { JSONScanner($0).notUTF8(offset) }
    }
    if let offset = text.firstIndex(of: 0) {
      throw Fault(
        offset: offset, what: "There is a NUL byte.",
        remedy: "The file is damaged, or it is UTF-16 and must be converted to UTF-8.")
    }
    guard field.hasDoubledMarks else { return text }
    var single: [UInt8] = []
    single.reserveCapacity(text.count)
    var isSecond = false
    for byte in text {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      if byte != UInt8(ascii: "\"") || isSecond { single.append(byte) }
    }
    return single[...]
  }
}
