extension Line {
  /// Returns the line with the style of some of its text changed, such as matches of a search.
  ///
  /// A range that touches a part of a glyph changes the whole of it, because a cell has one style.
  ///
  /// - Parameters:
  ///   - ranges: Places in `text`, in code points, in any order; they may overlap.
  ///   - change: What is done to the style of the text in them, once.
  /// - Returns: The line with the same text.
  package func highlighted(_ ranges: [Range<Int>], _ change: (inout Style) -> Void) -> Line {
    let marks = ranges.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    guard !marks.isEmpty else { return self }
    var result = Line(indent: indent)
    var offset = 0
    var next = 0
    var reached = 0
    for span in spans {
      var scanner = GlyphScanner(span.text, widths: .standard)
      var pieceStart = 0
      var pieceEnd = 0
      var pieceMarked = false
      func flush() {
        guard pieceEnd > pieceStart else { return }
        var style = span.style
        if pieceMarked { change(&style) }
        result.append(Span(span.text.slice(bytes: pieceStart..<pieceEnd), style))
      }
      while let glyph = scanner.next() {
        let end = offset + glyph.scalars.upperBound
        while next < marks.count, marks[next].lowerBound < end {
          reached = max(reached, marks[next].upperBound)
          next += 1
        }
        let marked = reached > offset + glyph.scalars.lowerBound
        if marked != pieceMarked {
          flush()
          pieceStart = glyph.bytes.lowerBound
          pieceMarked = marked
        }
        pieceEnd = glyph.bytes.upperBound
      }
      flush()
      offset += span.text.unicodeScalars.count
    }
    return result
  }

  /// Returns the line with the style of some of its text replaced.
  package func highlighted(_ ranges: [Range<Int>], style: Style) -> Line {
    highlighted(ranges) { $0 = style }
  }

  /// Returns the line with blanks at its end, at least `columns` wide.
  package func padded(
    to columns: Int, style: Style = .body, widths: Widths = .standard
  ) -> Line {
    let missing = columns - width(widths)
    return missing > 0 ? appending(String(repeating: " ", count: missing), style) : self
  }

  /// Returns the line in the middle of `columns` cells, cut if it is wider.
  package func centred(in columns: Int, widths: Widths = .standard) -> Line {
    var line = truncated(to: columns, widths: widths)
    line.indent += max(0, columns - line.width(widths)) / 2
    return line
  }

  /// Returns the line at the right end of `columns` cells, cut if it is wider.
  package func flushRight(in columns: Int, widths: Widths = .standard) -> Line {
    var line = truncated(to: columns, widths: widths)
    line.indent += max(0, columns - line.width(widths))
    return line
  }

  /// Returns the line, cut to `columns` cells with `…` as the last one if it is wider.
  package func truncated(to columns: Int, widths: Widths = .standard) -> Line {
    let room = max(0, columns)
    guard width(widths) > room else { return self }
    guard room > 0 else { return Line() }
    var result = Line(indent: min(max(0, indent), room - 1))
    var left = room - 1 - result.indent
    for span in spans {
      var scanner = GlyphScanner(span.text, widths: widths)
      var end = 0
      while let glyph = scanner.next() {
        if glyph.width > left {
          result.append(Span(span.text.slice(bytes: 0..<end), span.style))
          result.append("…", span.style)
          return result
        }
        left -= glyph.width
        end = glyph.bytes.upperBound
      }
      result.append(span)
    }
    return result.appending("…", spans.last?.style ?? .body)
  }

  /// Returns the part of the line that shows the code points in `range`, without the indent.
  package func part(_ range: Range<Int>) -> Line {
    var result = Line()
    var offset = 0
    for span in spans {
      let scalars = span.text.unicodeScalars
      let count = scalars.count
      let low = min(max(range.lowerBound - offset, 0), count)
      let high = min(max(range.upperBound - offset, low), count)
      let start = scalars.index(scalars.startIndex, offsetBy: low)
      let end = scalars.index(start, offsetBy: high - low)
      result.append(Span(String(scalars[start..<end]), span.style))
      offset += count
    }
    return result
  }

  /// Returns a line with `left` at its beginning and `right` at its end, the left one cut if the
  /// two do not fit into `columns` cells with a blank between them.
  package static func spread(
    _ left: Line, _ right: Line, columns: Int, widths: Widths = .standard
  ) -> Line {
    let end = right.truncated(to: columns, widths: widths)
    let room = columns - end.width(widths)
    if room <= 0 { return end }
    let start = left.truncated(to: end.isEmpty ? room : room - 1, widths: widths)
    return start.padded(to: room, widths: widths) + end
  }
}
