package import Items
package import Judgments

/// What a screen wants of the world; interpreted by one exhaustive switch in the program.
///
/// Effects on the store answer before the next event is read, with one `Reply` each.
package enum Effect: Hashable, Sendable {
  /// → `.item` or `.noItem`.
  case load(ItemQuery)
  /// One durable transaction → `.saved` or `.failed`.
  ///
  /// `over` are the versions that the person saw: what arrived since then is not replaced.
  case save(Judgment, item: Int64, over: [OperationReference])
  /// → nothing, or `.failed`.
  case saveDraft(Draft, item: Int64)
  case clearDraft(item: Int64)
  /// Takes back the newest judgment, note or question → `.undone` or `.nothingToUndo`.
  case undo
  /// → `.undone` (with `isRedo`) or `.nothingToUndo`.
  case redo
  /// → `.remarked` or `.failed`.
  /// A remark whose item is zero is about the item of that number.
  case ask(Remark, item: Int64)
  case note(Remark, item: Int64)
  /// → `.acknowledged` or `.failed`.
  case acknowledge(handbook: Hash)
  /// Puts what was judged under a handbook back into the queue → `.queued` or `.failed`.
  case queueAgain(handbook: Hash)
  /// Gives the judgment of an item that was left a confidence → `.saved` or `.failed`.
  case rate(confidence: Int, item: Int64, over: [OperationReference])
  /// Exchanges with a remote, nil for all that are remembered, while work goes on → `.syncing`,
  /// and `.synced` when it is over.
  case sync(String?)
  /// → `.page`.
  case page(PageQuery)
  /// A preference of this person on this machine; no reply.
  case remember(key: String, value: String)
  /// Opens the person's editor on a text → `.edited`.
  case edit(String)
  /// Puts a text on the terminal's clipboard → `.copied`.
  case copy(String)
  /// Opens a store from Home → a new session, or `.failed`.
  case open(path: String, page: HomeDestination)
  case suspend
  case redraw
  case quit
}

/// Which item to load.
package enum ItemQuery: Hashable, Sendable {
  case next(after: Int64?, ItemFilter)
  case previous(before: Int64?, ItemFilter)
  case number(Int64)
  case external(String)
}

/// Which items a list or a walk meets.
package enum ItemFilter: String, Hashable, Sendable, CaseIterable {
  case all
  case unjudged
  case judged
  case aside
  case asked
  case drafts
  case conflicts
  case again

  /// The filter's name on screens.
  package var title: String {
    switch self {
    case .all: "all"
    case .unjudged: "unjudged"
    case .judged: "judged"
    case .aside: "aside"
    case .asked: "asked"
    case .drafts: "drafts"
    case .conflicts: "conflicts"
    case .again: "judge again"
    }
  }
}

/// A stretch of the list of items.
package struct PageQuery: Hashable, Sendable {
  package var filter: ItemFilter
  /// What ids or texts must contain; empty for all.
  package var text: String
  /// The item before the stretch; nil for the beginning.
  package var after: Int64?
  package var limit: Int

  package init(filter: ItemFilter, text: String, after: Int64?, limit: Int) {
    self.filter = filter
    self.text = text
    self.after = after
    self.limit = limit
  }
}

/// Where Home leads.
package enum HomeDestination: String, Hashable, Sendable {
  case work
  case aside
  case asked
  case conflicts
  case drafts
  case again
}
