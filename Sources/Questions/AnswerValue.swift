import Items

/// The answer to one question as plain data, in the shapes that are stored.
///
/// | kind | value |
/// |---|---|
/// | choice, text | text |
/// | choices | list of texts in declared order |
/// | scale | integer |
/// | comparison | list `[prefer]` or `[prefer, grade, of]` |
package enum AnswerValue: Sendable {
  case text(String)
  case integer(Int)
  case list([AnswerValue])
}

extension AnswerValue: Hashable {
  // Written out because `==` of String also accepts equivalent spellings, which are stored, hashed
  // and exported as different bytes.
  package static func == (left: AnswerValue, right: AnswerValue) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
    case (.integer(let left), .integer(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .text(let text): hasher.combine(text)
    case .integer(let number): hasher.combine(number)
    case .list(let values): hasher.combine(values)
    }
  }
}

extension AnswerValue {
  /// The text, when this is one.
  package var textValue: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The number, when this is one.
  package var integerValue: Int? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The values, when this is a list.
  package var elements: [AnswerValue]? {
    if case .list(let values) = self { values } else { nil }
  }

  /// The texts of a list of texts; nil when this is anything else.
  package var texts: [String]? {
    guard let elements else { return nil }
    let texts = elements.compactMap(\.textValue)
    return texts.count == elements.count ? texts : nil
  }

  /// A list of texts.
  package static func texts(_ texts: some Sequence<String>) -> AnswerValue {
    .list(texts.map { .text($0) })
  }
}
