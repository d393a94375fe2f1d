extension SpanTable {
  /// Reads spans from JSON lines, of either of two forms.
  ///
  /// - one document a line, `{"doc": …, "label": …, "spans": {"ann": [[0, 5], [9, 12, "PER"]]}}`;
  ///   `label` is that of spans that bring none;
  /// - one annotator's document a line, `{"item": …, "annotator": …, "spans": [{"start": 0,
  ///   "end": 5, "label": "PER"}]}`, with `columns` naming the members (dotted paths).
  ///
  /// Offsets count Unicode scalars; the end is excluded.
  package init(
    jsonLines bytes: [UInt8], file: String, columns: [String: String] = [:]
  ) throws(TableError) {
    var markings: [Marking] = []
    var problems = ProblemList()
    func member(_ object: JSONValue, _ role: String, _ others: [String] = []) -> JSONValue? {
      for name in columns[role].map({ [$0] }) ?? [role] + others {
        var value: JSONValue? = object
        for key in name.split(separator: ".") { value = value?[String(key)] }
        if let value { return value }
      }
      return nil
    }
    bytes.withUnsafeBufferPointer { bytes in
      var (start, line) = (0, 1)
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        let record = UnsafeBufferPointer(rebasing: bytes[start..<end])
        defer {
          start = end + 1
          line += 1
        }
        guard record.contains(where: { $0 > 0x20 }) else { continue }
        do {
          let object = try JSONReader.value(of: record, firstLine: line)
          guard let document = member(object, "item", ["doc", "document"])?.label,
            let spans = member(object, "spans")
          else {
            throw SpanMistake(
              "A line must have a document (item or doc) and spans. Name others by options.")
          }
          let label = object["label"]?.label ?? ""
          if let byAnnotator = spans.members {
            for one in byAnnotator {
              markings.append(
                Marking(
                  document: document, annotator: one.key,
                  spans: try Self.spans(one.value, label: label)))
            }
          } else if let annotator = member(object, "annotator", ["person"])?.label {
            markings.append(
              Marking(
                document: document, annotator: annotator,
                spans: try Self.spans(spans, label: label)))
          } else {
            throw SpanMistake("The spans of this line belong to nobody. Name the annotator.")
          }
        } catch let mistake as SpanMistake {
          problems.add(TableProblem(file: file, line: line, message: mistake.message))
        } catch let mistake as JSONProblem {
          problems.add(
            TableProblem(
              file: file, line: mistake.line, column: String(mistake.column),
              message: mistake.message))
        } catch {
          problems.add(TableProblem(file: file, line: line, message: "This line is unreadable."))
        }
      }
    }
    try problems.throwIfAny()
    guard !markings.isEmpty else {
      throw TableError(
        TableProblem(file: file, message: "The file is empty. Write one JSON object a line."))
    }
    self.init(markings: markings)
  }

  private struct SpanMistake: Error {
    let message: String

    init(_ message: String) {
      self.message = message
    }
  }

  private static func spans(_ value: JSONValue, label: String) throws -> [LabelledSpan] {
    guard let list = value.array else {
      throw SpanMistake("Spans must be a list, [[0, 5, \"PER\"]] or [{\"start\": 0, …}].")
    }
    return try list.map { span in
      let start = span["start"]?.int ?? span.array?.first?.int
      let end = span["end"]?.int ?? span.array?.dropFirst().first?.int
      let own = span["label"]?.label ?? span.array?.dropFirst(2).first?.label
      guard let start, let end, start >= 0, start < end else {
        throw SpanMistake("A span must have a start and an end after it, counted from 0.")
      }
      return LabelledSpan(start: start, end: end, label: own ?? label)
    }
  }
}
