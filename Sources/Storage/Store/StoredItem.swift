package import Items
package import Judgments

/// An item as a store holds it.
package struct StoredItem: Hashable, Sendable {
  /// The store's own number of it, which means nothing outside.
  package var ino: Int64
  package var id: ItemID
  package var externalID: String
  package var dataset: String
  /// Canonical JSON, without hidden fields.
  package var content: [UInt8]
  package var isRetired: Bool
}

/// Which items a walk or a list has.
package enum ItemFilter: String, Hashable, Sendable, CaseIterable {
  case all
  case unjudged
  case judged
  case aside
  case asked
  case drafts
  case conflicts
  case judgeAgain

  var flag: ItemFlags? {
    switch self {
    case .all: nil
    case .unjudged: .open
    case .judged: .judged
    case .aside: .aside
    case .asked: .asked
    case .drafts: .draft
    case .conflicts: .conflict
    case .judgeAgain: .again
    }
  }
}

/// The states of an item for the store's person.
package struct ItemState: Hashable, Sendable {
  /// Neither judged nor put aside nor in conflict.
  package var isOpen: Bool
  package var isJudged: Bool
  package var isAside: Bool
  package var isAsked: Bool
  package var hasDraft: Bool
  package var isInConflict: Bool
  /// Judged under questions or a handbook that have changed since.
  package var isToJudgeAgain: Bool

  init(_ flags: ItemFlags) {
    isOpen = flags.contains(.open)
    isJudged = flags.contains(.judged)
    isAside = flags.contains(.aside)
    isAsked = flags.contains(.asked)
    hasDraft = flags.contains(.draft)
    isInConflict = flags.contains(.conflict)
    isToJudgeAgain = flags.contains(.again)
  }
}

/// One line of the queue or the browser.
package struct ItemSummary: Hashable, Sendable {
  package var ino: Int64
  package var externalID: String
  /// Canonical JSON of the item, for whoever cuts a snippet out of it.
  package var content: [UInt8]
  package var state: ItemState
  /// My settled judgment; nil when there is none.
  package var judgment: Judgment?
  /// When I last judged it, in milliseconds since 1970.
  package var at: UInt64?
}

/// How much there is of everything, kept up by every write.
package struct Counts: Hashable, Sendable {
  package var items: Int
  package var unjudged: Int
  package var judged: Int
  package var aside: Int
  package var asked: Int
  package var drafts: Int
  /// Items on which my own devices disagree.
  package var conflicts: Int
  package var judgeAgain: Int
  package var operations: Int
  /// My own operations that no remote was handed yet.
  package var unsent: Int
}
