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

  var next: ReplyLayout {
    let all = Self.allCases
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

  /// What the arrangement depends on besides the size.
  struct Wish: Equatable, Sendable {
    var replies: Int
    var layout: ReplyLayout
    var showsGuidelines: Bool
    /// The lines that the prompt would fill at a width.
    var promptLines: Int
    var questionRows: Int
  }

  static let widestText = Layout.widestText

  /// The columns that texts and guidelines get: (text, gap before guidelines, guidelines).
  static func columns(in size: Size, showsGuidelines: Bool, panes: Int) -> (text: Int, panel: Int) {
    let panel = showsGuidelines ? min(40, max(32, size.columns / 4)) : 0
    let room = size.columns - 2 - (panel > 0 ? panel + 3 : 0)
    let widest = widestText * panes + (panes - 1) * 3
    return (min(room, widest), panel)
  }

  init(size: Size, wish: Wish) {
    header = Rect(row: 0, column: 0, rows: 1, columns: size.columns)
    hints = Rect(row: size.rows - 1, column: 0, rows: 1, columns: size.columns)
    let rows = min(wish.questionRows, max(2, size.rows / 2))
    questions = Rect(
      row: size.rows - 2 - rows, column: 1, rows: rows, columns: size.columns - 2)
    let body = Rect(
      row: 2, column: 1, rows: max(0, questions.row - 1 - 2), columns: size.columns - 2)
    let beside = wish.replies > 1 && wish.layout != .flip
    let (text, panel) = Self.columns(
      in: size, showsGuidelines: wish.showsGuidelines, panes: beside ? 2 : 1)
    let used = text + (panel > 0 ? panel + 3 : 0)
    // Beyond the widest text, more columns are margin.
    let margin = max(0, (body.columns - used) / 2)
    let texts = Rect(row: body.row, column: body.column + margin, rows: body.rows, columns: text)
    if panel > 0 {
      guidelines = Rect(
        row: body.row, column: texts.endColumn + 3, rows: body.rows, columns: panel)
    }
    guard wish.replies > 1 else {
      prompt = texts
      return
    }
    let most = max(1, min(body.rows / 3, body.rows - 4))
    let promptRows = wish.promptLines == 0 ? 0 : min(wish.promptLines, most)
    prompt = texts.topRows(promptRows)
    let rest = texts.inset(top: promptRows + (promptRows > 0 ? 1 : 0))
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
