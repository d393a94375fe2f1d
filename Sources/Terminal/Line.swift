/// A piece of text in one style.
package struct Span: Hashable, Sendable {
  /// The text as the source has it; it becomes safe when it is drawn.
  package var text: String
  /// How it looks.
  package var style: Style

  /// Creates a span.
  package init(_ text: String, _ style: Style = .body) {
    self.text = text
    self.style = style
  }

  /// Creates a span.
  package init(text: String, style: Style) {
    self.init(text, style)
  }
}

/// Styled text for one line, before or after wrapping.
///
/// Offsets into a line are code points of its spans' texts joined, as they are in the source.
package struct Line: Hashable, Sendable {
  /// The pieces from left to right.
  package var spans: [Span]
  /// Blank cells before the text.
  package var indent: Int

  /// Creates a line of spans.
  package init(_ spans: [Span] = [], indent: Int = 0) {
    self.spans = spans
    self.indent = indent
  }

  /// Creates a line of spans.
  package init(spans: [Span], indent: Int = 0) {
    self.init(spans, indent: indent)
  }

  /// Creates a line of one style.
  package init(_ text: String, _ style: Style = .body, indent: Int = 0) {
    self.init(text.isEmpty ? [] : [Span(text, style)], indent: indent)
  }

  /// A line without text.
  package static let empty = Line()

  /// The text of all spans.
  package var text: String {
    if spans.count == 1 { return spans[0].text }
    return spans.reduce(into: "") { $0 += $1.text }
  }

  /// Whether it has no text.
  package var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

  /// Returns the number of cells that it takes, the indent included.
  package func width(_ widths: Widths = .standard) -> Int {
    spans.reduce(max(0, indent)) { $0 + widths.width(of: $1.text) }
  }

  /// Adds a piece at the end.
  package mutating func append(_ text: String, _ style: Style = .body) {
    append(Span(text, style))
  }

  /// Adds a span at the end, joined to the last one if both look alike.
  package mutating func append(_ span: Span) {
    guard !span.text.isEmpty else { return }
    if let last = spans.indices.last, spans[last].style == span.style {
      spans[last].text += span.text
    } else {
      spans.append(span)
    }
  }

  /// Adds the spans of another line; its indent becomes blanks.
  package mutating func append(_ line: Line) {
    if line.indent > 0 { append(String(repeating: " ", count: line.indent)) }
    for span in line.spans { append(span) }
  }

  /// Returns the line with a piece at its end.
  package func appending(_ text: String, _ style: Style = .body) -> Line {
    var copy = self
    copy.append(text, style)
    return copy
  }

  /// Returns the line with another at its end.
  package static func + (left: Line, right: Line) -> Line {
    var copy = left
    copy.append(right)
    return copy
  }

  /// Returns the line with every span's style changed.
  package func restyled(_ change: (inout Style) -> Void) -> Line {
    var copy = self
    for index in copy.spans.indices { change(&copy.spans[index].style) }
    return copy
  }
}

extension Line: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(value) }
}
