import Terminal

/// What a screen knows of a sync that goes on behind it.
struct SyncView: Sendable {
  private(set) var isGoingOn = false

  init(isGoingOn: Bool = false) {
    self.isGoingOn = isGoingOn
  }

  /// Takes note of a reply; gives the words for the last row when the sync is over.
  mutating func note(_ reply: Reply, toConflicts way: String) -> Notice? {
    switch reply {
    case .syncing:
      isGoingOn = true
      return nil
    case .synced(let synced):
      isGoingOn = false
      let text = synced.sentence(toConflicts: way)
      if !synced.problems.isEmpty { return .warning(text) }
      return synced.conflicts > 0 ? .warning(text) : .plain(text)
    default: return nil
    }
  }
}
