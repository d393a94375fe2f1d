import Items
import Judgments
import Screens
import Storage
import Terminal

extension Screens.Counts {
  /// A store's counts as screens show them.
  init(_ counts: Storage.Counts) {
    self.init(
      items: counts.items, judged: counts.judged, aside: counts.aside, asked: counts.asked,
      drafts: counts.drafts, conflicts: counts.conflicts, unsent: counts.unsent,
      again: counts.judgeAgain, unjudged: counts.unjudged)
  }
}

extension Storage.ItemFilter {
  /// The filter that a screen means.
  init(_ filter: Screens.ItemFilter) {
    switch filter {
    case .all: self = .all
    case .unjudged: self = .unjudged
    case .judged: self = .judged
    case .aside: self = .aside
    case .asked: self = .asked
    case .drafts: self = .drafts
    case .conflicts: self = .conflicts
    case .again: self = .judgeAgain
    }
  }
}

extension Storage.Draft {
  init(_ draft: Screens.Draft) {
    self.init(
      answers: draft.answers, confidence: draft.confidence,
      activeMilliseconds: draft.activeMilliseconds, awayMilliseconds: draft.awayMilliseconds)
  }
}

extension Screens.Draft {
  init(_ draft: Storage.Draft) {
    self.init(
      answers: draft.answers, confidence: draft.confidence,
      activeMilliseconds: draft.activeMilliseconds, awayMilliseconds: draft.awayMilliseconds,
      wallMilliseconds: draft.at)
  }
}

extension Screens.ItemSummary {
  /// A row of a list, with the beginning of the first field that has a text.
  init(_ row: Storage.ItemSummary, position: Int, fields: [String]) {
    let content = try? JSON(parsing: row.content, file: row.externalID, line: 1)
    let texts = fields.lazy.compactMap { content?[$0].map(Self.words) }
    let snippet = texts.first { $0.contains { !$0.isWhitespace } } ?? ""
    self.init(
      number: row.ino, externalID: row.externalID, position: position,
      snippet: DisplayText.safe(String(snippet.prefix(400)).oneLine, limit: 200),
      answers: row.judgment?.answers ?? [], presented: row.judgment?.presented ?? [],
      aside: row.judgment?.aside, isJudged: row.state.isJudged, hasDraft: row.state.hasDraft,
      isAsked: row.state.isAsked, isConflict: row.state.isInConflict)
  }
}

extension Screens.ItemSummary {
  /// A field's text; of a conversation in messages what is said first.
  private static func words(of value: JSON) -> String {
    guard case .array(let messages) = value else { return value.shown }
    let said = messages.lazy.compactMap { ($0["content"] ?? $0["value"])?.shown }
    return said.first { $0.contains { !$0.isWhitespace } } ?? value.shown
  }
}

extension String {
  /// The text with every run of white space as one blank.
  var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
