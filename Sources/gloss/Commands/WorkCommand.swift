import ArgumentParser
import Curses
import Foundation
import Judgments
import Screens
import Storage
import Terminal

/// `gloss work STORE`: the judging screen.
struct WorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work",
    abstract: "Judges items.",
    discussion: """
      Every judgment is on the disk before the next key is read; leaving is always safe. \
      ? shows the keys.
      """)

  @Argument(help: "The store.", completion: .file())
  var store: String

  @Option(help: "Start at the item with this id.")
  var item: String?

  @OptionGroup var options: ScreenOptions

  @Flag(help: "Ask line by line, for screen readers and terminals that cannot be drawn on.")
  var plain = false

  @Flag(help: "Take the store over from another program that has it open.")
  var takeOver = false

  @Option(help: "Write the last frame as text, without a terminal.", completion: .file())
  var dumpFrame: String?

  @Option(help: "The size of that frame.")
  var size = "80x24"

  @Option(help: "Press the keys of this file, one name a line.", completion: .file())
  var keys: String?

  func run() throws {
    let start: ItemQuery = item.map { .external($0) } ?? .next(after: nil, .unjudged)
    if dumpFrame != nil || keys != nil {
      try replay(start)
    } else {
      try WorkSession(
        path: store, options: options, start: start, isPlain: plain, takesOver: takeOver
      ).run()
    }
  }

  /// Plays keys without a terminal: a virtual clock, real writes to the store.
  private func replay(_ start: ItemQuery) throws {
    guard let size = ScreenSize.parse(size) else {
      throw ValidationError("A size is written as 80x24.")
    }
    let steps = try keys.map(Self.steps) ?? []
    let clock = VirtualClock(wallMilliseconds: SystemClock().wallMilliseconds())
    let store = try Store.open(
      path: store, access: .write(takeOver: takeOver), surroundings: StoreFile.surroundings)
    let work = try OpenedWork(
      store, profile: options.profile, keymap: options.keymap,
      guardMilliseconds: options.guard ?? 0)
    let driver = Driver(
      Session(try work.firstScreen(start: start)),
      store: StoreRunner(
        store, project: work.workplace.project, sync: StoreSync(isAtOnce: true)),
      terminal: NoTerminal(), clock: clock)
    var replay = Replay(driver: driver, clock: clock, viewport: Viewport(size: size))
    let frame = replay.run(steps)
    let picture = frame.picture + (frame.picture.hasSuffix("\n") ? "" : "\n")
    guard let dumpFrame else { return }
    if dumpFrame == "-" {
      try TextOutput.standard.bytes(Array(picture.utf8))
    } else {
      try OutputFile.write(to: dumpFrame) { try $0.bytes(Array(picture.utf8)) }
    }
  }

  private static func steps(of file: String) throws -> [ReplayStep] {
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw Refusal("The file of keys \(file) cannot be read.", remedy: "Check the path.")
    }
    return try String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .compactMap { try ReplayStep.read(String($1), file: file, number: $0 + 1) }
  }
}

/// The options of every command that opens a screen.
struct ScreenOptions: ParsableArguments {
  @Option(help: "Keys: default, vim, prodigy, slate or labelstudio.")
  var profile: String?

  @Option(help: "A keymap file of your own on top of the profile.", completion: .file())
  var keymap: String?

  @Option(
    help: "Milliseconds after an item comes up during which decisions are refused (150).")
  var `guard`: UInt64?

  @Flag(help: "Colours with more contrast.")
  var highContrast = false

  /// The colours that the environment and the options ask for.
  var colours: ColourPolicy {
    if ProcessInfo.processInfo.environment["NO_COLOR"].map({ !$0.isEmpty }) == true {
      return .none
    }
    return highContrast ? .highContrast : .standard
  }
}
