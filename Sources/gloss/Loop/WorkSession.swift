import Curses
import Foundation
import Screens
import Storage
import Terminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One sitting at a store: opened, judged in, closed.
struct WorkSession {
  var path: String
  var options: ScreenOptions
  var start: ItemQuery
  var isPlain = false
  var takesOver = false

  /// Runs until the person leaves; a signal ends the program with 128 and its number.
  func run() throws {
    let store = try open()
    Recent.remember(path)
    let work = try OpenedWork(
      store, profile: options.profile, keymap: options.keymap,
      guardMilliseconds: options.guard ?? 150)
    if isPlain {
      var session = PlainSession(
        work: work,
        runner: StoreRunner(
          store, project: work.workplace.project, sync: StoreSync(isAtOnce: true, speaks: true)))
      try session.run(start: start)
      return
    }
    let terminal = try CursesTerminal(colours: options.colours)
    defer { terminal.close() }
    let driver = Driver(
      Session(try work.firstScreen(start: start)),
      store: StoreRunner(store, project: work.workplace.project),
      terminal: ScreenEffects(terminal: terminal), clock: SystemClock())
    var loop = TerminalLoop(terminal: terminal, driver: driver)
    let (_, signal) = loop.run()
    terminal.close()
    if let signal {
      throw EndedBySignal(number: signal)
    }
  }

  /// Opens the store; where another program has it, asks whether to take it over.
  private func open() throws -> Store {
    do {
      return try Store.open(
        path: path, access: .write(takeOver: takesOver), surroundings: StoreFile.surroundings)
    } catch let fault as StoreFault {
      guard case .openElsewhere = fault, !isPlain, isatty(0) == 1, isatty(1) == 1 else {
        throw fault
      }
      try askToTakeOver(fault.message)
      return try Store.open(
        path: path, access: .write(takeOver: true), surroundings: StoreFile.surroundings)
    }
  }

  /// Returns when the person wants the store here.
  private func askToTakeOver(_ message: String) throws {
    let terminal = try CursesTerminal(colours: options.colours)
    defer { terminal.close() }
    let keymap = try Profiles.keymap(options.profile, overlay: options.keymap)
    let screen = TakeOverScreen(path: path, message: message, keymap: keymap)
    var loop = TerminalLoop(
      terminal: terminal,
      driver: Driver(
        Session(screen), store: NoStore(), terminal: ScreenEffects(terminal: terminal),
        clock: SystemClock()))
    let (ending, signal) = loop.run()
    terminal.close()
    if let signal { throw EndedBySignal(number: signal) }
    if ending == .quit { throw Refusal("The store was left to the other program.", remedy: "") }
  }
}

/// A signal ended the program; everything was saved first.
struct EndedBySignal: Error {
  let number: Int32
}

/// The stores opened on this machine, newest first, for Home.
enum Recent {
  private static var file: String { StoreFile.surroundings.stateFolder + "/stores" }

  /// Notes that a store was opened; a list that cannot be written is no reason not to work.
  static func remember(_ path: String) {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    guard !path.hasPrefix(FileManager.default.temporaryDirectory.path) else { return }
    let paths = ([path] + all.filter { $0 != path }).prefix(50)
    try? FileManager.default.createDirectory(
      atPath: StoreFile.surroundings.stateFolder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try? Data(paths.joined(separator: "\n").utf8).write(
      to: URL(fileURLWithPath: file), options: .atomic)
  }

  /// The stores that are still there.
  static var all: [String] {
    guard let data = FileManager.default.contents(atPath: file) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { FileManager.default.fileExists(atPath: $0) }
  }
}
