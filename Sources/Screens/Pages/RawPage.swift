import Questions
import Terminal

extension PageScreen {
  /// All that there is of an item as it is: texts raw, with every altered character named, the
  /// questions in full, and what was noted and asked.
  static func raw(_ workplace: Workplace, piece: Workpiece) -> PageScreen {
    PageScreen(
      workplace,
      page: Page(title: "Raw text · item \(piece.loaded.position)") { columns, widths in
        RawTexts.lines(piece, columns: columns, widths: widths)
          + RawTexts.versions(
            VersionRows(piece, in: workplace), columns: columns, widths: widths)
      })
  }
}

/// Raw texts one after another, each under its name.
enum RawTexts {
  static func lines(_ piece: Workpiece, columns: Int, widths: Widths) -> [Line] {
    var lines = section("id", piece.loaded.externalID, columns: columns, widths: widths)
    for content in ([piece.prompt] + piece.replies).flatMap(\.contents) {
      lines.append(.empty)
      if let placeholder = content.placeholder {
        lines += title(content.field, columns, widths)
        lines += wrap(Line(placeholder, .muted), columns: columns, widths: widths)
      } else {
        lines += section(content.field, content.text, columns: columns, widths: widths)
      }
    }
    for row in piece.form.rows {
      lines.append(.empty)
      lines += section(
        "question \(row.question.id)", row.question.ask, columns: columns, widths: widths)
      let titles = row.view.options.map { state in
        (state.option.key.map { "\($0) " } ?? "") + state.option.title
      }
      for title in titles {
        lines += wrap(Line(title, .muted, indent: 2), columns: columns, widths: widths)
      }
    }
    for (name, texts) in [("asked", piece.loaded.asks), ("note", piece.loaded.notes)] {
      for text in texts {
        lines.append(.empty)
        lines += section(name, text, columns: columns, widths: widths)
      }
    }
    return lines
  }

  /// My versions that differ, each whole.
  static func versions(_ versions: VersionRows, columns: Int, widths: Widths) -> [Line] {
    versions.pages().flatMap { version in
      [.empty] + title(version.title, columns, widths)
        + version.lines.flatMap {
          wrap(Line($0, .body, indent: 2), columns: columns, widths: widths)
        }
    }
  }

  private static func title(_ name: String, _ columns: Int, _ widths: Widths) -> [Line] {
    wrap(Line(name, Style.title.bolded), columns: columns, widths: widths)
  }

  private static func section(
    _ name: String, _ text: String, columns: Int, widths: Widths
  ) -> [Line] {
    title(name, columns, widths) + altered(in: text, columns: columns, widths: widths)
      + Reading.lines(text: text, as: .raw, columns: columns, widths: widths)
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
      let number = numbers[name] ?? 0
      return wrap(
        Line("\(name): \(number == 1 ? "once" : "\(number) times"), shown altered", .altered),
        columns: columns, widths: widths, hangingIndent: 2)
    }
  }
}
