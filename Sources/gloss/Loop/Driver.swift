import Judgments
import Screens
import Terminal

/// The effects that need a store: each answers before the next event is read.
protocol StoreEffects {
  /// Carries an effect out; nil where there is nothing to answer.
  mutating func carryOut(_ effect: Effect, at moment: Moment) -> Reply?
  /// A descriptor that can be read when work behind the screen wants the store.
  var calls: Int32? { get }
  /// Carries out one call of the work behind the screen; gives a reply when the work is over.
  mutating func serve() -> Reply?
  /// What is done while nobody waits: the journal is folded into the file.
  mutating func tidy()
  /// What is done when the program leaves: a checkpoint is signed.
  mutating func finish()
}

extension StoreEffects {
  var calls: Int32? { nil }
  mutating func serve() -> Reply? { nil }
  mutating func tidy() {}
}

/// The effects that need a terminal.
protocol TerminalEffects {
  /// Lets the person edit a text elsewhere; `.edited` with nil when nothing was changed, or
  /// `.failed`.
  func edit(_ text: String) -> Reply
  /// Puts a text on the clipboard, and says how many characters arrived there.
  func copy(_ text: String) -> Int
  func suspend()
  func redraw()
}

/// How a run of a session ended.
enum Ending: Equatable {
  case quit
  case open(path: String, HomeDestination)
}

/// Joins a session and the world: events in, effects carried out, their replies in again.
struct Driver {
  var session: Session
  var store: any StoreEffects
  let terminal: any TerminalEffects
  let clock: any Clock
  private(set) var ending: Ending?

  init(
    _ session: Session, store: any StoreEffects, terminal: any TerminalEffects, clock: any Clock
  ) {
    self.session = session
    self.store = store
    self.terminal = terminal
    self.clock = clock
  }

  /// The time as screens are told it.
  var now: Moment {
    Moment(monotonic: clock.monotonicNanoseconds(), wall: clock.wallMilliseconds())
  }

  /// Gives an event to the session and carries out everything that follows from it.
  mutating func handle(_ event: Event) {
    var effects = session.update(event)[...]
    while let effect = effects.popFirst() {
      guard let reply = carryOut(effect) else { continue }
      effects = session.update(.reply(reply, now)) + effects
    }
  }

  /// Carries out one call of the work behind the screen; true where the screens were told of it.
  mutating func serve() -> Bool {
    guard store.calls != nil, let reply = store.serve() else { return false }
    handle(.reply(reply, now))
    return true
  }

  private mutating func carryOut(_ effect: Effect) -> Reply? {
    switch effect {
    case .quit:
      ending = .quit
      return nil
    case .open(let path, let page):
      ending = .open(path: path, page)
      return nil
    case .suspend:
      terminal.suspend()
      return nil
    case .redraw:
      terminal.redraw()
      return nil
    case .edit(let text): return terminal.edit(text)
    case .copy(let text): return .copied(terminal.copy(text))
    case .load, .save, .saveDraft, .clearDraft, .undo, .redo, .ask, .note, .acknowledge,
      .queueAgain, .rate, .sync, .page, .remember:
      return store.carryOut(effect, at: now)
    }
  }
}
