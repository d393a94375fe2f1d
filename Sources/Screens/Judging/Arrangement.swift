import Terminal

/// How the replies are laid out; `|` cycles.
enum ReplyLayout: String, Sendable, CaseIterable {
  case flip
  case beside
  case besideWithGuidelines

  /// What a width shows unless the person chose otherwise.
  static func standard(for tier: Tier) -> ReplyLayout {
    switch tier {
    case .tooSmall, .narrow: .flip
    case .middle: .beside
    case .wide: .besideWithGuidelines
    }
  }

  /// The next one; a narrow screen has no room for three columns.
  func next(in tier: Tier) -> ReplyLayout {
    let all = tier >= .middle ? Self.allCases : [.flip, .beside]
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  var title: String {
    switch self {
    case .flip: "one reply at a time"
    case .beside: "side by side"
    case .besideWithGuidelines: "side by side with guidelines"
    }
  }
}

/// Where the guidelines stand.
enum GuidelinesPlace: Sendable {
  case hidden
  case column
  /// Over the right of the texts, where there is no room for a column.
  case drawer
}

/// Where everything stands on a screen of a size: a pure function, so that pictures test it.
struct Arrangement: Equatable, Sendable {
  var header: Rect
  var prompt: Rect
  /// One title row and one body a reply that is shown.
  var replyTitles: [Rect] = []
  var replies: [Rect] = []
  var guidelines: Rect?
  var questions: Rect
  var hints: Rect
  /// The rule above the hints; nil where every row is needed for the texts.
  var hintRule: Int?

  /// What the arrangement depends on besides the size.
  struct Wish: Equatable, Sendable {
    var replies: Int
    var layout: ReplyLayout
    var guidelines: GuidelinesPlace
    /// The lines that the prompt would fill at a width.
    var promptLines: Int
    /// The lines of the longest reply; as many as there is room for, where that is not known.
    var replyLines = Int.max
    var questionRows: Int
    var hintRows: Int
  }

  /// The columns that texts and a column of guidelines get.
  static func columns(in size: Size, hasColumn: Bool, panes: Int) -> (text: Int, panel: Int) {
    let panel = hasColumn ? min(40, max(32, size.columns / 4)) : 0
    let room = size.columns - 2 - (panel > 0 ? panel + 3 : 0)
    let widest = Layout.widestText * panes + (panes - 1) * 3
    return (min(room, widest), panel)
  }

  /// Whether rows are so few that rules and blank rows are left out.
  static func isCompact(_ size: Size) -> Bool { size.rows < 20 }

  /// The most rows that the questions may take, so that a text can still be read above them.
  static func mostQuestionRows(in size: Size) -> Int {
    max(4, isCompact(size) ? size.rows / 2 - 1 : size.rows / 2)
  }

  /// A third of the rows, and beyond that what the replies leave.
  private static func mostPromptRows(in rows: Int, replyLines: Int, _ isCompact: Bool) -> Int {
    // A title stands above the replies, and a blank row above that.
    let left = rows - (isCompact ? 1 : 2) - max(3, min(replyLines, rows))
    return max(1, min(max(rows / 3, left), rows - 4))
  }

  init(size: Size, wish: Wish) {
    let isCompact = Self.isCompact(size)
    header = Rect(row: 0, column: 0, rows: 1, columns: size.columns)
    let hintRows = max(1, wish.hintRows)
    hints = Rect(row: size.rows - hintRows, column: 0, rows: hintRows, columns: size.columns)
    hintRule = isCompact ? nil : hints.row - 1
    let rows = min(wish.questionRows, Self.mostQuestionRows(in: size))
    questions = Rect(
      row: (hintRule ?? hints.row) - rows, column: 1, rows: rows, columns: size.columns - 2)
    let body = Rect(
      row: 2, column: 1, rows: max(0, questions.row - 1 - 2), columns: size.columns - 2)
    let beside = wish.replies > 1 && wish.layout != .flip
    let (text, panel) = Self.columns(
      in: size, hasColumn: wish.guidelines == .column, panes: beside ? 2 : 1)
    let used = text + (panel > 0 ? panel + 3 : 0)
    // Beyond the widest text, more columns are margin.
    let margin = max(0, (body.columns - used) / 2)
    let texts = Rect(row: body.row, column: body.column + margin, rows: body.rows, columns: text)
    switch wish.guidelines {
    case .hidden: break
    case .column:
      guidelines = Rect(
        row: body.row, column: texts.endColumn + 3, rows: body.rows, columns: panel)
    case .drawer: guidelines = body.rightColumns(max(36, min(60, body.columns * 3 / 5)))
    }
    guard wish.replies > 1 else {
      prompt = texts
      return
    }
    let most = Self.mostPromptRows(in: body.rows, replyLines: wish.replyLines, isCompact)
    let promptRows = wish.promptLines == 0 ? 0 : min(wish.promptLines, most)
    prompt = texts.topRows(promptRows).leftColumns(Layout.widestText)
    let gap = promptRows > 0 && !isCompact ? 1 : 0
    let rest = texts.inset(top: promptRows + gap)
    if beside {
      let (left, right) = rest.halves(gap: 3)
      replyTitles = [left.topRows(1), right.topRows(1)]
      replies = [left.inset(top: 1), right.inset(top: 1)]
    } else {
      replyTitles = [rest.topRows(1)]
      replies = [rest.inset(top: 1)]
    }
  }
}
