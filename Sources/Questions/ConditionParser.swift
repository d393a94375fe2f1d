import Items

/// Reads the grammar of ``Condition``.
struct ConditionParser {
  private var tokens: [Token] = []
  private var next = 0
  private let end: Int

  private struct Token {
    var kind: Kind
    var text: String
    var column: Int
  }

  private enum Kind {
    case word
    case quoted
    case sign
  }

  init(_ text: String) throws(Condition.Fault) {
    let scalars = Array(text.unicodeScalars)
    end = scalars.count + 1
    guard scalars.count <= 4_000 else {
      throw Condition.Fault(
        column: 4_001, message: "It is longer than 4000 characters, which no condition needs to be."
      )
    }
    var index = 0
    while index < scalars.count {
      if scalars[index].properties.isWhitespace {
        index += 1
      } else {
        tokens.append(try Self.token(scalars, &index))
      }
    }
  }

  mutating func alternatives() throws(Condition.Fault) -> [[Condition.Test]] {
    var alternatives = [[try test()]]
    while let token = take() {
      if token.kind == .word, token.text == "and" {
        alternatives[alternatives.count - 1].append(try test())
      } else if token.kind == .word, token.text == "or" {
        alternatives.append([try test()])
      } else {
        throw Condition.Fault(
          column: token.column, message: "\(Self.quote(token)) stands where \"and\" or \"or\" may.")
      }
    }
    return alternatives
  }

  private mutating func test() throws(Condition.Fault) -> Condition.Test {
    let negated = takes("not")
    let question = try id()
    var test = Condition.Test(
      question: question.text, negated: negated, relation: .equal, values: [],
      column: question.column)
    guard let sign = take() else {
      throw Condition.Fault(
        column: end, message: "It ends after \"\(question.text)\", where a comparison was expected."
      )
    }
    if sign.kind == .word, sign.text == "not", takes("in") {
      test.relation = .notAmong
      test.values = try list()
    } else if sign.kind != .quoted, sign.text != "not in",
      let relation = Condition.Relation(rawValue: sign.text)
    {
      test.relation = relation
      test.values = relation == .among ? try list() : [try value(relation)]
    } else {
      throw Condition.Fault(
        column: sign.column,
        message: "\(Self.quote(sign)) is no comparison. "
          + "The comparisons are ==, !=, <, <=, >, >=, in, not in and has.")
    }
    return test
  }

  private mutating func id() throws(Condition.Fault) -> Token {
    guard let token = take() else {
      throw Condition.Fault(
        column: end, message: "It ends where the id of a question was expected.")
    }
    guard token.kind == .word, Word.isID(token.text), !Word.reserved.contains(token.text) else {
      throw Condition.Fault(
        column: token.column,
        message: "\(Self.quote(token)) stands where the id of a question was expected.")
    }
    return token
  }

  private mutating func value(_ relation: Condition.Relation) throws(Condition.Fault) -> String {
    guard let token = take() else {
      throw Condition.Fault(
        column: end, message: "It ends after \"\(relation.rawValue)\", where a value was expected.")
    }
    guard token.kind != .sign else {
      throw Condition.Fault(
        column: token.column, message: "\(Self.quote(token)) stands where a value was expected.")
    }
    switch relation {
    case .less, .atMost, .greater, .atLeast:
      guard Int(token.text) != nil else {
        throw Condition.Fault(
          column: token.column,
          message: "\"\(relation.rawValue)\" compares whole numbers, and \(Self.quote(token)) "
            + "is none.")
      }
    case .equal, .unequal, .among, .notAmong, .has:
      break
    }
    return token.text
  }

  private mutating func list() throws(Condition.Fault) -> [String] {
    try expect("[", "the list of values was expected to start with \"[\"")
    var values: [String] = []
    repeat {
      values.append(try value(.among))
    } while takes(",")
    try expect("]", "a comma or \"]\" was expected")
    return values
  }

  private mutating func expect(_ sign: String, _ what: String) throws(Condition.Fault) {
    guard let token = take() else {
      throw Condition.Fault(column: end, message: "It ends where \(what).")
    }
    guard token.kind == .sign, token.text == sign else {
      throw Condition.Fault(
        column: token.column, message: "\(Self.quote(token)) stands where \(what).")
    }
  }

  private mutating func take() -> Token? {
    guard next < tokens.count else { return nil }
    next += 1
    return tokens[next - 1]
  }

  private mutating func takes(_ text: String) -> Bool {
    guard next < tokens.count, tokens[next].kind != .quoted, tokens[next].text == text else {
      return false
    }
    next += 1
    return true
  }
}

extension ConditionParser {
  private static func token(
    _ scalars: [Unicode.Scalar], _ index: inout Int
  ) throws(Condition.Fault) -> Token {
    let start = index
    if scalars[index] == "\"" || scalars[index] == "'" {
      guard let close = scalars[(index + 1)...].firstIndex(of: scalars[index]) else {
        throw Condition.Fault(
          column: start + 1, message: "The quotation mark here has no closing one.")
      }
      index = close + 1
      return Token(kind: .quoted, text: text(scalars[start + 1..<close]), column: start + 1)
    }
    if isComparing(scalars[index]) {
      while index < scalars.count, isComparing(scalars[index]) { index += 1 }
      return Token(kind: .sign, text: text(scalars[start..<index]), column: start + 1)
    }
    index += 1
    if isSign(scalars[start]) {
      return Token(kind: .sign, text: text(scalars[start..<index]), column: start + 1)
    }
    while index < scalars.count, isPartOfWord(scalars[index]) { index += 1 }
    return Token(kind: .word, text: text(scalars[start..<index]), column: start + 1)
  }

  private static func isComparing(_ scalar: Unicode.Scalar) -> Bool { "=!<>".contains(scalar) }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool { "[](),\"'".contains(scalar) }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !isComparing(scalar) && !isSign(scalar)
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  private static func quote(_ token: Token) -> String { "\(Quoted(token.text))" }
}

extension String {
  fileprivate func contains(_ scalar: Unicode.Scalar) -> Bool { unicodeScalars.contains(scalar) }
}
