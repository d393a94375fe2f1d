import CSystem
import Curses
import Foundation
import Screens
import Terminal

/// The terminal's effects on a real terminal.
struct ScreenEffects: TerminalEffects {
  let terminal: CursesTerminal

  func suspend() { terminal.suspend() }

  func redraw() { terminal.redraw() }

  /// Opens `$VISUAL` or `$EDITOR` on a file of mode 0600 that is gone afterwards.
  func edit(_ text: String) -> Reply {
    let environment = ProcessInfo.processInfo.environment
    let names = [environment["VISUAL"], environment["EDITOR"], "vi"].compactMap { $0 }
    let editor = names.first { !$0.isEmpty } ?? "vi"
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("gloss-\(UUID().uuidString).md")
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else {
      return .failed(
        "The editor was not opened: no file can be made in \(folder.path). Free some room there, "
          + "or set TMPDIR to another folder.")
    }
    defer { try? FileManager.default.removeItem(at: file) }
    let status = terminal.outside { Self.run(editor, on: file.path) }
    guard status == 0, let data = try? Data(contentsOf: file) else {
      return .failed(
        "Your text is as it was: \(DisplayText.safe(editor, limit: 60)) ended with status "
          + "\(status). Set VISUAL or EDITOR to another editor.")
    }
    var edited = String(decoding: data, as: UTF8.self)
    while edited.unicodeScalars.last == "\n" { edited.unicodeScalars.removeLast() }
    return .edited(edited == text ? nil : edited)
  }

  /// The editor may be a command with options; the file's name is passed as an argument of its
  /// own, so that no shell ever reads it.
  ///
  /// - Returns: The exit status, as a shell tells it.
  private static func run(_ editor: String, on path: String) -> Int32 {
    // Not Foundation's Process: it makes a process group of its own, and a program outside the
    // foreground group is stopped when it reads from the terminal.
    let words = ["/bin/sh", "-c", "\(editor) \"$1\"", "sh", path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { (word: String) in strdup(word) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var code: Int32 = 0
    var signal: Int32 = 0
    guard cs_run("/bin/sh", arguments, &code, &signal) == 0 else { return 127 }
    return signal == 0 ? code : 128 + signal
  }

  /// Writes OSC 52, whose text is base64, so that nothing of it can be taken for a command.
  func copy(_ text: String) -> Int {
    let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
    FileHandle.standardOutput.write(Data(sequence.utf8))
    return text.unicodeScalars.count
  }
}
