package import Items
package import Judgments

/// What an effect gave.
package enum Reply: Sendable {
  case item(LoadedItem)
  /// No item answers the query.
  case noItem(ItemQuery)
  case saved(Counts, item: Int64, reference: OperationReference)
  case undone(Undone)
  case nothingToUndo(isRedo: Bool)
  case remarked(Counts, item: Int64)
  case acknowledged(handbook: Hash)
  /// So many items are in the queue again.
  case queued(Int)
  case page([ItemSummary], query: PageQuery, total: Int)
  case edited(String?)
  case copied(Int)
  /// An exchange with remotes has begun.
  case syncing
  /// An exchange with remotes is over.
  case synced(Synced)
  /// The effect did not happen: what, why, and what to do.
  case failed(String)
}

/// An item with everything that the judging screen shows of it.
package struct LoadedItem: Hashable, Sendable {
  /// The store's own number of the item.
  package var number: Int64
  package var id: ItemID
  package var externalID: String
  /// Its place in the person's order, from 1.
  package var position: Int
  package var content: JSON
  /// My current judgments: none, one, or several that are twins or in conflict.
  package var versions: [LoadedJudgment]
  /// What they amount to.
  package var standing: CellState.Standing
  /// All versions in force, those among them that are taken back or cannot be read.
  package var seen: [OperationReference]
  /// How many earlier versions have not arrived.
  package var missing: Int
  package var draft: Draft?
  package var asks: [String]
  package var notes: [String]

  package init(
    number: Int64, id: ItemID, externalID: String, position: Int, content: JSON,
    versions: [LoadedJudgment] = [], standing: CellState.Standing = .empty,
    seen: [OperationReference] = [], missing: Int = 0, draft: Draft? = nil, asks: [String] = [],
    notes: [String] = []
  ) {
    self.number = number
    self.id = id
    self.externalID = externalID
    self.position = position
    self.content = content
    self.versions = versions
    self.standing = standing
    self.seen = seen
    self.missing = missing
    self.draft = draft
    self.asks = asks
    self.notes = notes
  }

  package var isConflict: Bool { standing == .conflict }

  /// Whether there are several versions that differ, one of which the person may keep.
  package var hasChoice: Bool {
    (standing == .conflict || standing == .incomplete) && versions.count > 1
  }
}

/// A judgment of mine that stands.
package struct LoadedJudgment: Hashable, Sendable {
  package var judgment: Judgment
  package var reference: OperationReference
  package var device: String
  package var wallMilliseconds: UInt64
  /// How far the clocks here were ahead of UTC then.
  package var secondsFromUTC: Int

  package init(
    judgment: Judgment, reference: OperationReference, device: String, wallMilliseconds: UInt64,
    secondsFromUTC: Int = 0
  ) {
    self.judgment = judgment
    self.reference = reference
    self.device = device
    self.wallMilliseconds = wallMilliseconds
    self.secondsFromUTC = secondsFromUTC
  }
}

/// An unfinished judgment; local, restored with a notice.
package struct Draft: Hashable, Sendable {
  package var answers: [Answered]
  package var confidence: Int?
  package var activeMilliseconds: UInt64
  package var awayMilliseconds: UInt64
  package var wallMilliseconds: UInt64

  package init(
    answers: [Answered], confidence: Int?, activeMilliseconds: UInt64, awayMilliseconds: UInt64,
    wallMilliseconds: UInt64
  ) {
    self.answers = answers
    self.confidence = confidence
    self.activeMilliseconds = activeMilliseconds
    self.awayMilliseconds = awayMilliseconds
    self.wallMilliseconds = wallMilliseconds
  }
}

/// What an undo or a redo did.
package struct Undone: Hashable, Sendable {
  package enum What: Hashable, Sendable {
    case judgment
    case ask
    case note
  }

  package var what: What
  package var item: Int64
  package var isRedo: Bool
  package var counts: Counts

  package init(what: What, item: Int64, isRedo: Bool, counts: Counts) {
    self.what = what
    self.item = item
    self.isRedo = isRedo
    self.counts = counts
  }
}

/// The numbers of a store that screens show.
package struct Counts: Hashable, Sendable {
  package var items: Int
  package var judged: Int
  package var aside: Int
  package var asked: Int
  package var drafts: Int
  package var conflicts: Int
  /// Operations of mine that no remote was handed yet.
  package var unsent: Int
  /// Items that were judged and are in the queue again.
  package var again: Int
  /// Items that were neither judged nor put aside.
  package var unjudged: Int

  package init(
    items: Int = 0, judged: Int = 0, aside: Int = 0, asked: Int = 0, drafts: Int = 0,
    conflicts: Int = 0, unsent: Int = 0, again: Int = 0, unjudged: Int = 0
  ) {
    self.items = items
    self.judged = judged
    self.aside = aside
    self.asked = asked
    self.drafts = drafts
    self.conflicts = conflicts
    self.unsent = unsent
    self.again = again
    self.unjudged = unjudged
  }
}

/// One row of a list of items.
package struct ItemSummary: Hashable, Sendable {
  package var number: Int64
  package var externalID: String
  package var position: Int
  /// The beginning of the first shown text.
  package var snippet: String
  package var answers: [Answered]
  /// The order in which candidates were shown.
  package var presented: [Presented]
  package var aside: Aside?
  package var isJudged: Bool
  package var hasDraft: Bool
  package var isAsked: Bool
  package var isConflict: Bool

  package init(
    number: Int64, externalID: String, position: Int, snippet: String, answers: [Answered] = [],
    presented: [Presented] = [], aside: Aside? = nil, isJudged: Bool = false,
    hasDraft: Bool = false, isAsked: Bool = false, isConflict: Bool = false
  ) {
    self.number = number
    self.externalID = externalID
    self.position = position
    self.snippet = snippet
    self.answers = answers
    self.presented = presented
    self.aside = aside
    self.isJudged = isJudged
    self.hasDraft = hasDraft
    self.isAsked = isAsked
    self.isConflict = isConflict
  }
}
