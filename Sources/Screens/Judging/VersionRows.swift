import Judgments
import Project
import Questions
import Terminal

/// The versions of a judgment that one's own devices made apart from each other, as a table: a
/// column a version, a row a question.
struct VersionRows {
  private let item: LoadedItem
  private let workplace: Workplace
  private let sides: [String]

  init(_ piece: Workpiece, in workplace: Workplace) {
    item = piece.loaded
    self.workplace = workplace
    sides = piece.sides
  }

  /// A row before it is laid out: what it is about, and one text a version.
  struct Row {
    var label: String
    var cells: [String]
    /// Whether the versions decide differently here.
    var differs = false
  }

  /// Why a judgment cannot be changed here.
  static let whyBlocked =
    "A newer gloss changed this judgment last. It is shown as far as this one can read it, and "
    + "can be changed after an update."

  /// What is special about an item's versions, in a few words; nil where nothing is.
  static func standing(of item: LoadedItem) -> String? {
    switch item.standing {
    case .conflict: "judged differently on your devices"
    case .incomplete:
      "waiting for \(item.missing) earlier \(item.missing == 1 ? "version" : "versions")"
    case .blocked: "changed by a newer gloss, read only"
    case .empty, .settled, .retracted, .twin: nil
    }
  }

  /// How many rows there are for versions, so that the questions keep theirs.
  static func mostRows(in size: Size) -> Int { max(3, Arrangement.mostQuestionRows(in: size) - 4) }

  /// The table in at most so many rows.
  func lines(columns: Int, most: Int, widths: Widths) -> [Line] {
    guard item.hasChoice else { return [] }
    let label = min(28, max(9, columns / 5))
    // Narrower columns say nothing.
    let shown = min(item.versions.count, max(2, (columns - label) / 15))
    let cell = min(48, max(8, (columns - label) / shown))
    var lines = [heads(label: label, cell: cell, shown: shown, widths: widths)]
    let times = facts(cell: cell - 2, shown: shown, widths: widths)
    // Where there is hardly any room, what differs comes first.
    let rows = most < 5 ? decisions + times + sureness : times + decisions + sureness
    for row in rows {
      lines.append(line(row, label: label, cell: cell, shown: shown, widths: widths))
    }
    if let note = item.notes.last {
      let text = Line("  note", .muted).padded(to: label, widths: widths)
        .appending(note.oneLine, .body)
      lines.append(text.truncated(to: columns, widths: widths))
    }
    let hidden = item.versions.count - shown
    guard lines.count > most || hidden > 0 else { return lines }
    let kept = lines.prefix(max(2, most - 1))
    let cut = lines.count - kept.count
    var left: [String] = []
    if cut > 0 { left.append("\(cut) more \(cut == 1 ? "row" : "rows")") }
    if hidden > 0 { left.append("\(hidden) more \(hidden == 1 ? "version" : "versions")") }
    let key = workplace.keymap.keys(for: "raw", in: "judging").first ?? []
    let more = Line([
      Span("▼ \(left.joined(separator: ", ")): ", .muted),
      Span(key.map(\.name).joined(separator: " "), Style.key.bolded), Span(" shows all", .muted),
    ])
    return kept + [more.truncated(to: columns, widths: widths)]
  }

  /// The keys that keep the versions, and the devices that made them.
  private func heads(label: Int, cell: Int, shown: Int, widths: Widths) -> Line {
    let isMany = item.versions.count > 2
    func key(_ command: String) -> String {
      workplace.keymap.keys(for: command, in: "judging").first?
        .map(\.name).joined(separator: " ") ?? ""
    }
    var line = Line(isMany ? "\(key("keep-first")) and" : "", .muted)
      .padded(to: label, widths: widths)
    for (index, version) in item.versions.prefix(shown).enumerated() {
      var head = Line(
        isMany ? "\(index + 1)" : key(index == 0 ? "keep-first" : "keep-second"),
        Style.key.bolded)
      head.append(cell < 20 ? " " : " keeps ", .muted)
      head.append(version.device.oneLine, Style.body.bolded)
      line.append(
        head.truncated(to: cell - 2, widths: widths).padded(to: cell, widths: widths))
    }
    return line
  }

  /// When and under which handbook, in one row where that fits.
  private func facts(cell: Int, shown: Int, widths: Widths) -> [Row] {
    let times = item.versions.map {
      WallTime.text($0.wallMilliseconds, secondsFromUTC: $0.secondsFromUTC)
    }
    let handbooks = item.versions.map { handbook($0.judgment) }
    guard handbooks.contains(where: { !$0.isEmpty }) else {
      return [Row(label: "judged", cells: times)]
    }
    let both = zip(times, handbooks).map { $1.isEmpty ? $0 : "\($0) · \($1)" }
    let fits = both.prefix(shown).allSatisfy { widths.width(of: $0) <= cell }
    if fits { return [Row(label: "judged", cells: both)] }
    return [Row(label: "judged", cells: times), Row(label: "handbook", cells: handbooks)]
  }

  /// The handbook that a version was judged under, and whether it is an old one.
  private func handbook(_ judgment: Judgment) -> String {
    guard let hash = judgment.handbook else { return "" }
    if hash == workplace.handbookHash { return workplace.handbookLabel }
    guard let label = workplace.handbookLabels[hash] else { return "another handbook" }
    return workplace.handbookHash == nil ? label : "\(label), old"
  }

  /// The answers, those first that differ.
  var decisions: [Row] {
    var rows: [Row] = []
    let states = item.versions.map { version -> String in
      if version.judgment.retracted { return "taken back" }
      return version.judgment.aside.map { "put aside: \($0.name)" } ?? "judged"
    }
    if states.contains(where: { $0 != "judged" }) {
      rows.append(Row(label: "judgment", cells: states, differs: Set(states).count > 1))
    }
    var asked: [String] = workplace.project.questions.map(\.id)
    for answered in item.versions.flatMap(\.judgment.answers)
    where !asked.contains(answered.question) {
      asked.append(answered.question)
    }
    for id in asked {
      let answers = item.versions.map { version in
        version.judgment.answers.first { $0.question == id }?.answer
      }
      guard answers.contains(where: { $0 != nil }) else { continue }
      let question = workplace.project.questionAnswered(by: id)
      let cells = answers.map { answer in
        answer.map { question?.kind.summary(of: $0, sides: sides) ?? "" } ?? "–"
      }
      rows.append(
        Row(label: question?.ask ?? id, cells: cells, differs: Set(answers).count > 1))
    }
    return rows.filter(\.differs) + rows.filter { !$0.differs }
  }

  /// How sure the person was; that decides nothing.
  private var sureness: [Row] {
    let sure = item.versions.map(\.judgment.confidence)
    guard sure.contains(where: { $0 != nil }) else { return [] }
    return [Row(label: "how sure", cells: sure.map { $0.map { "\($0) of 5" } ?? "–" })]
  }

  private func line(
    _ row: Row, label: Int, cell: Int, shown: Int, widths: Widths
  ) -> Line {
    // A mark and not a colour alone tells what differs.
    var head = Line(row.differs ? "≠ " : "  ", Style.warning.bolded)
    head.append(row.label.oneLine, .muted)
    var line = head.truncated(to: label - 1, widths: widths).padded(to: label, widths: widths)
    for text in row.cells.prefix(shown) {
      let value = Line(text.oneLine, row.differs ? Style.warning.bolded : .body)
      line.append(
        value.truncated(to: cell - 2, widths: widths).padded(to: cell, widths: widths))
    }
    return line
  }

  /// The whole versions one after another, for the page that shows all there is.
  func pages() -> [(title: String, lines: [String])] {
    guard item.versions.count > 1 || item.standing == .blocked else { return [] }
    return item.versions.enumerated().map { index, version in
      var facts = [
        "version \(index + 1)", version.device,
        WallTime.text(version.wallMilliseconds, secondsFromUTC: version.secondsFromUTC),
      ]
      let handbook = handbook(version.judgment)
      if !handbook.isEmpty { facts.append("handbook \(handbook)") }
      let rows = (decisions + sureness).map { "\($0.label): \($0.cells[index])" }
      return (facts.joined(separator: " · "), rows)
    }
  }

  /// What a judgment says, in a few words.
  static func summary(
    _ judgment: Judgment, in workplace: Workplace, sides: [String]
  ) -> String {
    if judgment.retracted { return "taken back" }
    if let aside = judgment.aside { return "put aside: \(aside.name)" }
    let words = judgment.answers.compactMap { answered in
      workplace.project.questionAnswered(by: answered.question)?.kind.summary(
        of: answered.answer, sides: sides)
    }.filter { !$0.isEmpty }
    return words.isEmpty ? "no answers" : words.joined(separator: " · ")
  }
}
