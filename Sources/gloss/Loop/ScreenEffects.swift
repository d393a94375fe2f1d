import CSystem
import Curses
import Foundation

/// The terminal's effects on a real terminal.
struct ScreenEffects: TerminalEffects {
  let terminal: CursesTerminal

  func suspend() { terminal.suspend() }

  func redraw() { terminal.redraw() }

  /// Opens `$VISUAL` or `$EDITOR` on a file of mode 0600 that is gone afterwards.
  func edit(_ text: String) -> String? {
    let environment = ProcessInfo.processInfo.environment
    let editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("gloss-\(UUID().uuidString).md")
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { return nil }
    defer { try? FileManager.default.removeItem(at: file) }
    let status = terminal.outside { Self.run(editor, on: file.path) }
    guard status == 0, let data = try? Data(contentsOf: file) else { return nil }
    var edited = String(decoding: data, as: UTF8.self)
    while edited.hasSuffix("\n") { edited.removeLast() }
    return edited == text ? nil : edited
  }

  /// The editor may be a command with options; the file's name is passed as an argument of its
  /// own, so that no shell ever reads it.
  private static func run(_ editor: String, on path: String) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(editor) \"$1\"", "sh", path]
    do {
      try process.run()
    } catch {
      return 127
    }
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Writes OSC 52, whose text is base64, so that nothing of it can be taken for a command.
  func copy(_ text: String) -> Int {
    let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
    FileHandle.standardOutput.write(Data(sequence.utf8))
    return text.unicodeScalars.count
  }
}
