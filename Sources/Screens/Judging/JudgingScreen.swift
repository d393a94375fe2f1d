import Judgments
import Terminal

/// The judging screen: one item, its questions, and the guidelines beside it.
package struct JudgingScreen: Commanded {
  let workplace: Workplace
  var counts: Counts
  var viewport = Viewport(columns: 80, rows: 24)
  var piece: Workpiece?
  var arrangement: Arrangement?
  var entry: Entry?
  /// A remark that the store has not confirmed yet; it comes back when it could not be saved.
  var sending: Entry?
  /// The text answer being typed.
  var typing: TextField?
  var notice: Notice?
  /// What is to be said once nothing is being typed any more.
  var news: Notice?
  var sync = SyncView()
  /// Whether the item on the screen is looked up again, for what a sync brought.
  var isLookingAgain = false
  /// What was saved last, for the right end of the last row.
  var receipt = ""
  /// The receipt of what is being saved.
  var pendingReceipt = ""
  /// The item just left, which `.` addresses, with the versions of its judgment that were seen.
  var previous: (number: Int64, position: Int, seen: [OperationReference])?
  /// The items that undo would reopen, the newest last; a position not seen yet is nil.
  var trail: [(number: Int64, position: Int?)] = []
  var layouts: [Tier: ReplyLayout] = [:]
  /// Whether guidelines that have room for a column are shown, where the person said so.
  var columnShown: [Tier: Bool] = [:]
  var isDrawerOpen = false
  var panel = GuidelinesPanel()
  var guarded: TypingGuard
  /// Whether the last command undid something: the next undo then stops at the item's edge.
  var hasJustUndone = false
  /// Keys of a sequence that is not complete.
  var pendingKeys: [Key] = []
  var find = ""
  var found: FindPlace?
  /// Which items the walk meets; the first one is loaded when the size is known.
  var walk: ItemFilter
  var startQuery: ItemQuery
  var hasStarted = false

  /// Creates the screen, which begins with an item and, where there is something to say, a notice.
  package init(
    _ workplace: Workplace, counts: Counts,
    start: ItemQuery = .next(after: nil, .unjudged), saying words: String? = nil
  ) {
    self.workplace = workplace
    self.counts = counts
    startQuery = start
    notice = words.map { .plain($0) }
    if case .next(_, let filter) = start { walk = filter } else { walk = .unjudged }
    guarded = TypingGuard(guardMilliseconds: workplace.guardMilliseconds)
    for tier in Tier.allCases {
      layouts[tier] = workplace.preferences["layout.\(tier)"].flatMap(ReplyLayout.init)
      columnShown[tier] = workplace.preferences["guidelines.\(tier)"].flatMap {
        ["shown": true, "hidden": false][$0]
      }
    }
  }

  package var contexts: [String] { ["judging"] }

  package var deadline: Moment? { piece?.draftDue }

  package mutating func update(_ event: Event) -> [ScreenAction] {
    var actions: [ScreenAction]
    switch event {
    case .resized(let viewport, _):
      self.viewport = viewport
      actions = start()
    case .key(let key, let moment): actions = pressed(key, at: moment)
    case .paste(let text, let moment): actions = pasted(text, at: moment)
    case .tick(let moment): actions = keepDraft(at: moment, onlyWhenDue: true)
    case .leaving(let moment): actions = keepDraft(at: moment, onlyWhenDue: false)
    case .presented(let moment):
      guarded.presented(moment)
      noteShown()
      return []
    case .reply(let reply, let moment): actions = received(reply, at: moment)
    }
    arrange()
    return actions
  }

  private mutating func start() -> [ScreenAction] {
    guard !hasStarted else { return [] }
    hasStarted = true
    return [.effect(.load(startQuery))]
  }

  package mutating func carryOut(_ request: ScreenRequest) -> [ScreenAction] {
    defer { arrange() }
    notice = nil
    switch request {
    case .perform(let command, let moment): return perform(command, at: moment)
    case .goTo(let number, let moment): return leave(for: .number(number), at: moment)
    }
  }

  var tier: Tier { Layout.tier(for: viewport.size) }

  var replyLayout: ReplyLayout {
    let layout = layouts[tier] ?? .standard(for: tier)
    return tier < .middle && layout == .besideWithGuidelines ? .beside : layout
  }

  /// Whether the guidelines have a column of their own here, or lie in a drawer.
  var hasRoomForColumn: Bool {
    guard tier >= .middle else { return false }
    return piece?.isComparison != true || replyLayout != .beside || tier == .wide
  }

  var guidelinesPlace: GuidelinesPlace {
    guard workplace.handbook != nil else { return .hidden }
    guard hasRoomForColumn else { return isDrawerOpen ? .drawer : .hidden }
    let isStandard = piece?.isComparison != true || replyLayout != .beside
    return columnShown[tier] ?? isStandard ? .column : .hidden
  }
}
