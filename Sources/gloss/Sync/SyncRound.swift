import Items
import Judgments
import Sync

/// How exchanges with remotes are done: from the command line, or behind a screen.
struct SyncRound: Sendable {
  let project: ProjectID
  var manner = ExchangeManner()
  /// The remotes at which what only some may hold is sealed.
  var sealed: Set<String> = []
  /// Whether programs at the near end may speak to the person: not while a screen is up.
  var speaks = true

  /// Exchanges with one remote; where it could not be used, the reason is what came of it.
  func exchange(
    with place: String, over store: any OperationPublisher,
    progress: (ExchangeReport) -> Void = { _ in }
  ) throws -> RemoteExchange {
    var manner = manner
    if sealed.contains(place) { manner.isSealed = true }
    do {
      let report = try RemotePlace.using(place, project: project, speaks: speaks) { remote in
        try Exchange(store: store, remote: remote, manner: manner).run(progress: progress)
      }
      return RemoteExchange(place: place, report: report)
    } catch let fault as RemoteFault {
      // The other remotes may still be there.
      return RemoteExchange(place: place, failure: fault.message)
    }
  }
}
