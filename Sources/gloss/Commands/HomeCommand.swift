import ArgumentParser
import Curses
import Items
import Project
import Screens
import Storage
import Terminal

/// `gloss` alone: Home, one line a store.
struct HomeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "home", abstract: "Shows the stores of this machine and goes to them.")

  @OptionGroup var options: ScreenOptions

  func run() throws {
    while true {
      let terminal = try CursesTerminal(colours: options.colours)
      let keymap = try Profiles.keymap(options.profile, overlay: options.keymap)
      let driver = Driver(
        Session(HomeScreen(Recent.all.map(Self.entry), keymap: keymap)), store: NoStore(),
        terminal: ScreenEffects(terminal: terminal), clock: SystemClock())
      var loop = TerminalLoop(terminal: terminal, driver: driver)
      let (ending, signal) = loop.run()
      terminal.close()
      if let signal { throw EndedBySignal(number: signal) }
      guard case .open(let path, let page) = ending else { return }
      try WorkSession(path: path, options: options, start: .next(after: nil, page.filter)).run()
    }
  }

  /// What Home says of a store; one that cannot be read says why.
  private static func entry(_ path: String) -> HomeEntry {
    do {
      let store = try Store.open(path: path, access: .read, surroundings: StoreFile.surroundings)
      defer { try? store.close() }
      let schema = try store.schema()
      let title = try schema.map {
        try ProjectDefinition(
          publicForm: JSON(parsing: $0.bytes, file: "questions", line: 1)
        ).title
      }
      return HomeEntry(
        path: path, project: store.projectName, title: title ?? "", handle: store.me.handle,
        counts: Counts(try store.counts))
    } catch {
      let why = DisplayText.safe(Fault.text(of: error) ?? "\(error)", limit: 300)
      return HomeEntry(
        path: path, project: path, title: "", handle: "", counts: Screens.Counts(), trouble: why)
    }
  }
}

extension HomeDestination {
  /// The items that a way from Home leads to.
  var filter: Screens.ItemFilter {
    switch self {
    case .work: .unjudged
    case .aside: .aside
    case .asked: .asked
    case .conflicts: .conflicts
    case .drafts: .drafts
    case .again: .again
    }
  }
}

/// Home has no store of its own.
struct NoStore: StoreEffects {
  mutating func carryOut(_ effect: Effect, at moment: Moment) -> Reply? { nil }
  mutating func finish() {}
}
