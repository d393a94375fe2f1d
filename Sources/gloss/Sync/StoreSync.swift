import Foundation
import Judgments
import Screens
import Storage
import Sync
import Terminal

/// Exchanges of a store that is open on a screen with its remotes.
struct StoreSync {
  /// Where an exchange that goes on leaves its calls.
  private var mailbox: Mailbox<[RemoteExchange]>?
  /// Whether exchanges run to their end at once, as in a replay and line by line.
  let isAtOnce: Bool
  /// Whether programs at the near end may speak to the person.
  let speaks: Bool

  init(isAtOnce: Bool = false, speaks: Bool = false) {
    self.isAtOnce = isAtOnce
    self.speaks = speaks
  }

  /// A descriptor that can be read when an exchange wants something; nil where none goes on.
  var descriptor: Int32? { mailbox?.descriptor }

  /// Begins with a remote, nil for all that are remembered.
  mutating func begin(_ remote: String?, _ store: Store) throws -> Reply {
    guard mailbox == nil else { return .syncing }
    let places: [String]
    do {
      places = try remote.map { [try RemotePlace.named(Self.expanded($0))] } ?? store.remotes()
    } catch let refusal as Refusal {
      return try Self.nothing(refusal.description, store)
    }
    guard !places.isEmpty else {
      return try Self.nothing(
        "This store knows no remote yet: type : and then sync FOLDER, or run gloss sync STORE "
          + "REMOTE once.", store)
    }
    let round = SyncRound(
      project: store.project, sealed: Set(try places.filter { try store.isSealed(remote: $0) }),
      speaks: speaks)
    if isAtOnce {
      var exchanges: [RemoteExchange] = []
      for place in places {
        var exchange = Self.exchange(round, place, over: store)
        exchange.conflicts = try store.settle(exchange)
        exchanges.append(exchange)
      }
      return .synced(try Self.outcome(exchanges, store))
    }
    let mailbox = Mailbox<[RemoteExchange]>()
    self.mailbox = mailbox
    let thread = Thread { Self.run(round, places, mailbox) }
    thread.stackSize = 4 << 20
    thread.start()
    return .syncing
  }

  /// Carries out one call of an exchange that goes on; gives a reply when it is over.
  mutating func serve(_ store: Store) -> Reply? {
    switch mailbox?.take() {
    case .call(let call)?:
      mailbox?.carryOut(call, on: store)
      return nil
    case .outcome(let exchanges)?:
      mailbox = nil
      guard let outcome = try? Self.outcome(exchanges, store) else {
        return .failed("The store could not be read after the sync. Leave, and open it again.")
      }
      return .synced(outcome)
    case nil: return nil
    }
  }

  /// Cuts an exchange off; what was received stays.
  mutating func cut() {
    mailbox?.cut()
    mailbox = nil
  }

  /// On a thread of its own: everything that waits for disks and networks.
  private static func run(
    _ round: SyncRound, _ places: [String], _ mailbox: Mailbox<[RemoteExchange]>
  ) {
    let store = DistantStore(mailbox, project: round.project)
    var exchanges: [RemoteExchange] = []
    for place in places {
      var exchange = exchange(round, place, over: store)
      let done = exchange
      do {
        exchange.conflicts = try mailbox.ask { try $0.settle(done) }
      } catch is Mailbox<[RemoteExchange]>.Cut {
        return
      } catch {
        exchange.failure = Fault.text(of: error) ?? "\(error)"
      }
      exchanges.append(exchange)
    }
    mailbox.end(exchanges)
  }

  /// Whatever goes wrong is what came of it.
  private static func exchange(
    _ round: SyncRound, _ place: String, over store: any OperationPublisher
  ) -> RemoteExchange {
    do {
      return try round.exchange(with: place, over: store)
    } catch {
      return RemoteExchange(place: place, failure: Fault.text(of: error) ?? "\(error)")
    }
  }

  private static func outcome(_ exchanges: [RemoteExchange], _ store: Store) throws -> Synced {
    Synced(
      sent: exchanges.reduce(0) { $0 + ($1.report?.sent ?? 0) },
      received: exchanges.reduce(0) { $0 + ($1.report?.received ?? 0) },
      conflicts: try store.counts.conflicts,
      problems: exchanges.flatMap(\.problems).map { DisplayText.safe($0, limit: 400) },
      hasExchanged: exchanges.contains { $0.report != nil }, counts: Counts(try store.counts))
  }

  private static func nothing(_ why: String, _ store: Store) throws -> Reply {
    .synced(
      Synced(
        problems: [DisplayText.safe(why, limit: 400)], hasExchanged: false,
        counts: Counts(try store.counts)))
  }

  /// No shell reads what is typed here, so `~/` is the person's folder all the same.
  private static func expanded(_ remote: String) -> String {
    guard remote == "~" || remote.hasPrefix("~/") else { return remote }
    return (ProcessInfo.processInfo.environment["HOME"] ?? "~") + remote.dropFirst()
  }
}
