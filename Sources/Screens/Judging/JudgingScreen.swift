import Terminal

/// The judging screen: one item, its questions, and the guidelines beside it.
package struct JudgingScreen: Commanded {
  let workplace: Workplace
  var counts: Counts
  var viewport = Viewport(columns: 80, rows: 24)
  var piece: Workpiece?
  var arrangement: Arrangement?
  var entry: Entry?
  /// The text answer being typed.
  var typing: TextField?
  var notice: Notice?
  /// What was saved last, for the right end of the last row.
  var receipt = ""
  /// The item just left, which `.` addresses.
  var previous: (number: Int64, position: Int)?
  var layouts: [Tier: ReplyLayout] = [:]
  var panelShown: [Tier: Bool] = [:]
  var panel = GuidelinesPanel()
  var guarded: TypingGuard
  /// Whether the last command undid something: the next undo then stops at the item's edge.
  var hasJustUndone = false
  /// Keys of a sequence that is not complete.
  var pendingKeys: [Key] = []
  var find = ""
  var found: FindPlace?
  /// What the walk looks for; the first item is loaded when the size is known.
  var startQuery: ItemQuery
  var hasStarted = false
  /// Items judged, put aside and asked about since the screen opened.
  var tally = Tally()

  struct Tally: Sendable {
    var judged = 0
    var aside = 0
    var asked = 0
  }

  package init(
    _ workplace: Workplace, counts: Counts,
    start: ItemQuery = .next(after: nil, .unjudged)
  ) {
    self.workplace = workplace
    self.counts = counts
    startQuery = start
    guarded = TypingGuard(guardMilliseconds: workplace.guardMilliseconds)
    for tier in Tier.allCases {
      layouts[tier] = workplace.preferences["layout.\(tier)"].flatMap(ReplyLayout.init)
      panelShown[tier] = workplace.preferences["guidelines.\(tier)"].map { $0 == "shown" }
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
      actions = []
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
    switch request {
    case .perform(let command, let moment): return perform(command, at: moment)
    case .goTo(let number, let moment): return leave(for: .number(number), at: moment)
    }
  }

  var tier: Tier { Layout.tier(for: viewport.size) }

  var replyLayout: ReplyLayout { layouts[tier] ?? .standard(for: tier) }

  /// Whether the guidelines have a column of their own.
  var showsPanel: Bool {
    guard workplace.handbook != nil else { return false }
    if let chosen = panelShown[tier] { return chosen }
    guard piece?.isComparison == true else { return tier >= .middle }
    return replyLayout == .besideWithGuidelines
  }
}
