import Items
package import Terminal

/// Names and values in two columns, from a JSON object or from lines of `name: value`.
package enum FactsLines {
  private struct Fact {
    let name: String?
    let value: String
  }

  /// Breaks `text` into lines of at most `columns` cells.
  package static func lines(_ text: String, columns: Int, widths: Widths) -> [Line] {
    let facts = facts(of: text, widths: widths)
    let most = columns / 3
    let sizes = facts.compactMap { $0.name.map { widths.width(of: $0) } }
    let names = sizes.filter { $0 <= most }.max() ?? 0
    return facts.flatMap { fact in
      guard let name = fact.name else {
        return TextLines.lines(fact.value, columns: columns, widths: widths)
      }
      return lines(name, fact.value, names: names, columns: columns, widths: widths)
    }
  }

  private static func lines(
    _ name: String, _ value: String, names: Int, columns: Int, widths: Widths
  ) -> [Line] {
    let label = Line(name, .muted)
    func body(_ room: Int) -> [Line] {
      EmptyText.lines(for: value, columns: room, widths: widths)
        ?? TextLines.lines(value, columns: room, widths: widths)
    }
    // A name too long for its column stands above its value.
    guard label.width(widths) <= names else {
      return wrap(label, columns: columns, widths: widths)
        + Gutter(Line("  "), widths: widths).before(in: columns, body)
    }
    return Gutter(label.padded(to: names + 2, widths: widths), widths: widths)
      .before(in: columns, body)
  }

  private static func facts(of text: String, widths: Widths) -> [Fact] {
    let scalars = text.unicodeScalars
    if scalars.first(where: { $0 != " " && $0 != "\n" }) == "{",
      let json = try? JSON(parsing: Array(text.utf8), file: ""), case .object(let members) = json
    {
      return members.map { Fact(name: $0.key, value: $0.value.shown) }
    }
    return TextLines.sourceLines(of: text, widths: widths).map { line in
      let scalars = line.unicodeScalars
      guard let colon = scalars.firstIndex(of: ":"), colon > scalars.startIndex else {
        return Fact(name: nil, value: line)
      }
      let after = scalars[scalars.index(after: colon)...]
      // A colon inside a word, as in an address or a time, names nothing.
      guard after.isEmpty || after.first == " " else { return Fact(name: nil, value: line) }
      return Fact(
        name: String(scalars[..<colon]), value: String(after.drop { $0 == " " }))
    }
  }
}
