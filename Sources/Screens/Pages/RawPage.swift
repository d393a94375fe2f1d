import Terminal

extension PageScreen {
  /// The texts of an item as they are: raw, with every altered character named.
  static func raw(_ workplace: Workplace, contents: [TextPane.Content]) -> PageScreen {
    PageScreen(
      workplace,
      page: Page(title: "Raw text") { columns, widths in
        RawTexts.lines(contents, columns: columns, widths: widths)
      })
  }
}

/// Raw texts one after another, each under its field's name.
enum RawTexts {
  static func lines(
    _ contents: [TextPane.Content], columns: Int, widths: Widths
  ) -> [Line] {
    var lines: [Line] = []
    for content in contents {
      if !lines.isEmpty { lines.append(.empty) }
      lines.append(Line(content.field, Style.title.bolded))
      lines += altered(in: content.text, columns: columns, widths: widths)
      lines += Reading.lines(text: content.text, as: .raw, columns: columns, widths: widths)
    }
    return lines
  }

  /// What was altered for the screen, each kind once, with its number.
  private static func altered(in text: String, columns: Int, widths: Widths) -> [Line] {
    var order: [String] = []
    var numbers: [String: Int] = [:]
    for line in DisplayText.lines(of: text, widths: widths) {
      let scalars = Array(line.unicodeScalars)
      for glyph in DisplayText(line, widths: widths).glyphs where glyph.altered {
        var source = String.UnicodeScalarView()
        source.append(contentsOf: scalars[glyph.scalars.clamped(to: 0..<scalars.count)])
        for name in DisplayText.reveal(String(source)) {
          if numbers.updateValue((numbers[name] ?? 0) + 1, forKey: name) == nil {
            order.append(name)
          }
        }
      }
    }
    return order.flatMap { name in
      wrap(
        Line("\(name): \(numbers[name] ?? 0) times, shown altered", .altered), columns: columns,
        widths: widths, hangingIndent: 2)
    }
  }
}
