extension MeasureResult {
  /// The result in lines for people.
  package var text: String {
    var lines: [String] = []
    let name = statistic.split(separator: "_").joined(separator: " ")
    if let undefined {
      lines.append("\(name): undefined. \(undefined.reason)")
    } else if let number = value?.double {
      var line = "\(name): \(Self.short(number))"
      if let interval {
        line += "  [\(Self.short(interval.low)), \(Self.short(interval.high))] "
        line += "(\(Self.short(interval.confidence * 100)) %, \(interval.method))"
      }
      lines.append(line)
    } else if let line = Self.line(value ?? .null) {
      lines.append("\(name): \(line)")
    } else {
      lines.append("\(name):")
      lines += Self.table(value ?? .null, indent: 2)
    }
    if let observed { lines.append("  observed agreement  \(Self.short(observed))") }
    if let expected { lines.append("  expected by chance  \(Self.short(expected))") }
    if let standardError { lines.append("  standard error      \(Self.short(standardError))") }
    if let counts { lines.append("  n  \(Self.words(counts))") }
    lines.append("  \(method)")
    for detail in details {
      if let line = Self.line(detail.value) {
        lines.append("  \(Self.words(detail.key))  \(line)")
      } else {
        lines.append("  \(Self.words(detail.key))")
        lines += Self.table(detail.value, indent: 4)
      }
    }
    lines += warnings.map { "  Note: \($0)" }
    return lines.joined(separator: "\n")
  }

  private static func words(_ counts: SampleCounts) -> String {
    var words: [String] = []
    if counts.pairable > 0 || counts.annotators != nil {
      words = ["\(counts.items) items", "\(counts.pairable) with two or more"]
    }
    words.append("\(counts.judgments) judgments")
    if let annotators = counts.annotators { words.append("\(annotators) annotators") }
    return words.joined(separator: ", ")
  }

  /// Returns a value that fits on one line: a plain one, or a short list of plain ones.
  private static func line(_ value: JSONValue) -> String? {
    switch value {
    case .object: return nil
    case .array(let elements):
      let isPlain = elements.allSatisfy { $0.array == nil && $0.members == nil }
      let line = cell(value)
      return isPlain && line.unicodeScalars.count <= 80 ? line : nil
    case .null, .bool, .number, .string: return cell(value)
    }
  }

  private static func words(_ key: String) -> String {
    visible(key.split(separator: "_").joined(separator: " "))
  }

  /// Returns a number with six digits.
  static func short(_ number: Double) -> String {
    if number == 0 || Int(exactly: number) != nil { return JSONValue.text(of: number) }
    if abs(number) >= 1e6 || abs(number) < 1e-4 { return scientific(number) }
    var scale = 1.0
    while abs(number) * scale < 100_000 { scale *= 10 }
    return String((number * scale).rounded() / scale)
  }

  private static func scientific(_ number: Double) -> String {
    var (mantissa, exponent) = (number, 0)
    while abs(mantissa) >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while abs(mantissa) < 1 {
      mantissa *= 10
      exponent -= 1
    }
    return "\((mantissa * 100_000).rounded() / 100_000)e\(exponent)"
  }

  private static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null: "–"
    case .bool(let flag): flag ? "yes" : "no"
    case .number(let number): short(number)
    case .string(let text): visible(text)
    case .array(let elements): elements.map(cell).joined(separator: "  ")
    case .object(let members):
      members.map { "\(words($0.key)) \(cell($0.value))" }.joined(separator: "  ")
    }
  }

  /// Returns at most 40 lines; the rest are counted.
  private static func table(_ value: JSONValue, indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    var lines: [String]
    switch value {
    case .array(let elements): lines = elements.map { space + cell($0) }
    case .object(let members):
      let width = members.map { visible($0.key).count }.max() ?? 0
      lines = members.map {
        let key = visible($0.key)
        return space + key + String(repeating: " ", count: width - key.count + 2) + cell($0.value)
      }
    default: lines = [space + cell(value)]
    }
    if lines.count > 40 {
      let left = lines.count - 40
      lines = lines.prefix(40) + ["\(space)and \(left) more; --json prints all"]
    }
    return lines
  }
}
