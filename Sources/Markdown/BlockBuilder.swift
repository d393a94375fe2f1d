/// Builds blocks from the parser's events, with a stack of its own instead of recursion.
///
/// What would stand deeper than ``MarkdownText/depthLimit`` is added to the deepest container kept.
struct BlockBuilder {
  /// What a block event opens.
  enum Kind: Hashable {
    case document
    case quote
    case list(start: Int?)
    case item
    case rule
    case heading(level: Int)
    case code(language: String?, fence: UInt8?)
    case paragraph
    case table
    case row
    case cell(ColumnAlignment, isHeader: Bool)
    /// Something without a meaning of its own, such as a table's body.
    case passage

    fileprivate var isContainer: Bool {
      switch self {
      case .quote, .list, .item: true
      default: false
      }
    }
  }

  private struct Frame {
    let kind: Kind
    var blocks: [Block] = []
    var items: [[Block]] = []
    var header: [[Inline]] = []
    var rows: [[[Inline]]] = []
    var row: [[Inline]] = []
    var alignments: [ColumnAlignment] = []
    var headerLine: Int?
    var numbers: [Int?] = []
    var number: Int?
  }

  private var frames = [Frame(kind: .document)]
  /// For every open block of the parser, whether it has a frame.
  private var open: [Bool] = []
  private var containers = 0
  private var runs = InlineBuilder()
  private var places: BlockPlaces
  private var lines: [Int] = []
  /// The open table's place among the frames.
  private var table: Int?
  private let source: SourceLines
  /// The tables whose rows have lost cells.
  private var ragged: [RaggedTable] = []
  /// The lines that hold any text.
  private var told: [Bool]
  private let asWritten: Bool
  /// The places among the frames of the items that no text was seen of.
  private var unnumbered: [Int] = []

  init(lines: SourceLines, asWritten: Bool) {
    source = lines
    self.asWritten = asWritten
    told = Array(repeating: false, count: lines.count)
    places = BlockPlaces(lines)
  }

  mutating func enter(_ kind: Kind) {
    closeRuns()
    let isTooDeep = kind.isContainer && containers >= MarkdownText.depthLimit
    let isKept = kind != .passage && !isTooDeep
    open.append(isKept)
    guard isKept else { return }
    if kind.isContainer { containers += 1 }
    if frames.count == 1 { places.begin() }
    if kind == .table { table = frames.count }
    if kind == .item { unnumbered.append(frames.count) }
    frames.append(Frame(kind: kind))
  }

  mutating func leave() {
    guard open.popLast() == true, frames.count > 1, let kind = frames.last?.kind else {
      return closeRuns()
    }
    switch kind {
    case .heading, .paragraph, .code, .cell: break
    default: closeRuns()
    }
    let frame = frames.removeLast()
    if unnumbered.last == frames.count { unnumbered.removeLast() }
    if kind.isContainer { containers -= 1 }
    close(frame)
    if frames.count == 1 {
      // A list divided by its numbers is several blocks; all are said to begin where it begins.
      let line = places.end(kind)
      while lines.count < frames[0].blocks.count { lines.append(line) }
    }
  }

  mutating func enterSpan(_ kind: InlineBuilder.Kind) { runs.enter(kind) }
  mutating func leaveSpan() { runs.leave() }
  mutating func addBreak(_ inline: Inline) { runs.append(inline) }

  /// Adds text that stands at `offset` bytes in the source, when it stands there at all.
  mutating func add(_ text: String, at offset: Int?) {
    if let offset {
      let line = source.index(of: offset)
      told[line] = true
      places.sawText(on: line)
      noteTable(on: line)
      if !unnumbered.isEmpty { number(by: ListMarks.all(on: source.trimmed(line), before: offset)) }
    }
    runs.add(text)
  }

  /// Gives the outermost blocks with the lines (from 1) that they begin on.
  mutating func finish() -> [(block: Block, line: Int)] {
    while !open.isEmpty { leave() }
    return zip(frames[0].blocks, lines).map { ($0, $1) }
  }

  /// What to put into the source so that nothing of it is dropped.
  var edits: [SourceEdit] {
    let silent = asWritten ? told.indices.filter { !told[$0] } : []
    return ragged.map { $0.widening(source) } + Definitions.escapes(silent: silent, in: source)
  }

  /// Finds the line of an open table's header by the first text in any of its rows.
  private mutating func noteTable(on line: Int) {
    guard let table, frames.indices.contains(table), frames[table].headerLine == nil else { return }
    let isHeader = frames[table].alignments.isEmpty
    let above = isHeader ? 0 : frames[table].rows.count + 2
    frames[table].headerLine = max(0, line - above)
  }

  /// Gives the items without a number those that the line of their first text has.
  private mutating func number(by marks: [Int?]) {
    for (place, mark) in zip(unnumbered.reversed(), marks.reversed()) {
      frames[place].number = mark
    }
    unnumbered = []
  }

  /// Makes a paragraph of runs that stand in a container without one, as in a tight list.
  private mutating func closeRuns() {
    guard !runs.isEmpty else { return }
    let isOutermost = frames.count == 1
    frames[frames.count - 1].blocks.append(.paragraph(runs.finish()))
    if isOutermost { lines.append(places.end(.paragraph)) }
  }

  private mutating func close(_ frame: Frame) {
    let last = frames.count - 1
    switch frame.kind {
    case .document, .passage: break
    case .quote: frames[last].blocks.append(.quote(frame.blocks))
    case .list(let start?) where asWritten:
      frames[last].blocks += ListMarks.divided(frame.items, numbers: frame.numbers, start: start)
    case .list(let start): frames[last].blocks.append(.list(frame.items, start: start))
    case .item:
      frames[last].items.append(frame.blocks)
      frames[last].numbers.append(frame.number)
    case .rule: frames[last].blocks.append(.rule)
    case .heading(let level):
      let (inlines, id) = HeadingID.split(runs.finish())
      frames[last].blocks.append(.heading(level: level, inlines, id: id))
    case .code(let language, fence: _):
      var text = runs.finish().plainText
      if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
      frames[last].blocks.append(.code(text, language: language))
    case .paragraph: frames[last].blocks.append(.paragraph(runs.finish()))
    case .table:
      table = nil
      if let line = frame.headerLine,
        let shape = RaggedTable(
          headerLine: line, rows: frame.rows.count, columns: frame.header.count, lines: source)
      {
        ragged.append(shape)
      }
      frames[last].blocks.append(
        .table(header: frame.header, rows: frame.rows, alignments: frame.alignments))
    case .row:
      if frame.alignments.isEmpty {
        frames[last].rows.append(frame.row)
      } else {
        frames[last].header = frame.row
        frames[last].alignments = frame.alignments
      }
    case .cell(let alignment, let isHeader):
      frames[last].row.append(runs.finish())
      if isHeader { frames[last].alignments.append(alignment) }
    }
  }
}
