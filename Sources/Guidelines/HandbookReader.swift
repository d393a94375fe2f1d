import Markdown

/// One reading of a handbook's source.
struct HandbookReader {
  private struct Heading {
    let index: Int
    let line: Int
    let level: Int
    let title: String
    let id: String?
  }

  private let source: String
  private let lines: [Substring]
  private let blocks: [(block: Block, line: Int)]
  private let headings: [Heading]

  init(_ source: String) {
    self.source = source
    // A byte order mark would hide the first heading.
    let scalars = source.unicodeScalars
    let text =
      scalars.first == "\u{FEFF}"
      ? source[scalars.index(after: scalars.startIndex)...] : source[...]
    lines = SourceText.lines(of: text)
    blocks = MarkdownText.blocksWithLines(Example.marked(lines))
    headings = blocks.enumerated().compactMap { index, entry in
      guard case .heading(let level, let inlines, let id) = entry.block else { return nil }
      return Heading(
        index: index, line: entry.line, level: level, title: inlines.plainText, id: id)
    }
  }

  func read() -> (Handbook, [HandbookProblem]) {
    var problems: [HandbookProblem] = []
    let ids = ids(&problems)
    var rules: [Rule] = []
    for (position, heading) in headings.enumerated() {
      let next = position + 1 < headings.count ? headings[position + 1] : nil
      check(heading, after: position > 0 ? headings[position - 1] : nil, &problems)
      rules.append(rule(heading, id: ids[position], until: next))
    }
    if headings.isEmpty {
      problems.append(
        HandbookProblem(
          line: 1, column: 1,
          message:
            "The handbook has no heading. Every heading is a rule, so there is none to show. "
            + "Write one, such as '## Overall {#overall}'."))
    }
    let introduction = blocks.prefix(headings.first?.index ?? blocks.count).map(\.block)
    let handbook = Handbook(
      title: headings.first?.title ?? "", introduction: introduction, rules: rules, source: source)
    return (handbook, problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
  }

  /// The id of each heading: as written, or made of the title, with a number where it is taken.
  private func ids(_ problems: inout [HandbookProblem]) -> [String] {
    var lineOf: [String: Int] = [:]
    var ids: [String] = []
    let written = Set(headings.compactMap(\.id))
    for heading in headings {
      let wanted = heading.id ?? Slug.of(heading.title)
      var id = wanted
      let isTaken = lineOf[wanted] != nil || (heading.id == nil && written.contains(wanted))
      if isTaken {
        var number = 2
        while lineOf["\(wanted)-\(number)"] != nil || written.contains("\(wanted)-\(number)") {
          number += 1
        }
        id = "\(wanted)-\(number)"
        problems.append(taken(wanted, by: lineOf[wanted], heading: heading, instead: id))
      }
      lineOf[id] = heading.line
      ids.append(id)
    }
    return ids
  }

  private func taken(
    _ id: String, by line: Int?, heading: Heading, instead: String
  ) -> HandbookProblem {
    let other = line.map { "the rule on line \($0)" } ?? "a rule below"
    let column =
      heading.id == nil ? 1 : SourceText.column(of: "{#\(id)}", in: lines[heading.line - 1])
    return HandbookProblem(
      line: heading.line, column: column,
      message: "The id '\(id)' is already that of \(other). An id names one rule. "
        + "End this heading with one of its own, such as '{#\(instead)}'.")
  }

  private func check(
    _ heading: Heading, after previous: Heading?, _ problems: inout [HandbookProblem]
  ) {
    if heading.id == nil, heading.title.contains("{#") {
      problems.append(
        HandbookProblem(
          line: heading.line, column: SourceText.column(of: "{#", in: lines[heading.line - 1]),
          message: "The heading has a malformed id, so it is shown as text. An id is made of "
            + "ASCII letters, digits, '-', '_' and '.', and stands at the heading's end. "
            + "Write it as '{#\(Slug.of(before(heading.title)))}'."))
    }
    if heading.title.allSatisfy(\.isWhitespace) {
      problems.append(
        HandbookProblem(
          line: heading.line, column: 1,
          message: "The heading has no text. A rule is called by its heading. Write a title."))
    }
    if let previous, heading.level > previous.level + 1 {
      problems.append(
        HandbookProblem(
          line: heading.line, column: 1,
          message: "A heading of level \(heading.level) stands below one of level "
            + "\(previous.level). Levels nest one by one. "
            + "Write it with \(previous.level + 1) number signs."))
    }
  }

  /// The title before its malformed id.
  private func before(_ title: String) -> String {
    let scalars = title.unicodeScalars
    guard let brace = scalars.firstIndex(of: "{"), brace > scalars.startIndex else { return "rule" }
    return String(scalars[..<brace])
  }

  private func rule(_ heading: Heading, id: String, until next: Heading?) -> Rule {
    let inside = blocks[(heading.index + 1)..<(next?.index ?? blocks.count)].map(\.block)
    var start = bodyStart(heading)
    var end = max(start, min(next.map { $0.line - 1 } ?? lines.count, lines.count))
    while end > start, SourceText.isBlank(lines[end - 1]) { end -= 1 }
    while start < end, SourceText.isBlank(lines[start]) { start += 1 }
    let examples = Example.all(in: inside)
    return Rule(
      id: id, title: heading.title, level: heading.level, blocks: inside,
      goodExamples: examples.filter(\.isGood).map(\.blocks.plainText),
      badExamples: examples.filter { !$0.isGood }.map(\.blocks.plainText), line: heading.line,
      text: lines[start..<end].joined(separator: "\n"), textLine: start + 1)
  }

  /// The index in `lines` of the first line below a heading and its underline.
  private func bodyStart(_ heading: Heading) -> Int {
    // Markdown counts a line more where a NUL stands among line ends.
    var index = min(heading.line - 1, lines.count)
    guard index < lines.count else { return index }
    let isUnderlined = lines[index].first { $0 != " " } != "#"
    guard isUnderlined else { return index + 1 }
    while index < lines.count {
      let line = lines[index].filter { $0 != " " && $0 != "\t" }
      index += 1
      if let mark = line.first, mark == "=" || mark == "-", line.allSatisfy({ $0 == mark }) {
        break
      }
    }
    return index
  }
}
