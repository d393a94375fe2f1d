import ArgumentParser
import Items

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The program: one subcommand a job.
@main
struct Gloss: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gloss",
    abstract: "A workstation for expert annotators, in the terminal.",
    discussion: """
      A lead describes a project in a folder; items go in, experts judge them with the keyboard, \
      every judgment is on the disk before the next key, and the data comes out again. Stores are \
      single files; gloss merge joins what people did apart.

      Start with gloss demo, or with gloss new.
      """,
    version: "gloss \(GlossVersion.text)",
    subcommands: [
      HomeCommand.self, DemoCommand.self, WorkCommand.self,
      NewCommand.self, CheckCommand.self, CreateCommand.self, PublishCommand.self,
      ImportCommand.self,
      StatusCommand.self, HistoryCommand.self, ExportCommand.self, MergeCommand.self,
      SyncCommand.self, JoinCommand.self, ServeCommand.self,
      PeopleCommand.self, DeviceCommand.self, VerifyCommand.self,
      DumpCommand.self, BackupCommand.self, RecoverCommand.self, MeasureCommand.self,
      KeysCommand.self,
      DoctorCommand.self,
    ], defaultSubcommand: HomeCommand.self)

  static func main() {
    Descriptors.open()
    // A closed pipe is an error of the write, told like any other, not a sudden end.
    signal(SIGPIPE, SIG_IGN)
    do {
      try refuseUnknownWord(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
      try command.run()
      try TextOutput.standard.flush()
    } catch {
      leave(status(after: error))
    }
  }

  /// Refuses a first word that is no subcommand, which the parser would take for one of Home's.
  private static func refuseUnknownWord(_ word: String?) throws {
    guard let word, !word.hasPrefix("-"), !word.isEmpty else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !names.contains(word), word != "help" else { return }
    let near = NearestWord.find(word, among: names)
    throw ValidationError(
      "There is no command '\(word)'." + (near.map { " Did you mean '\($0)'?" } ?? ""))
  }

  /// Tells what went wrong, and gives the status to leave with.
  private static func status(after error: any Error) -> Int32 {
    if error is OutputClosed { return OutputClosed.status }
    if let ended = error as? EndedBySignal { return 128 + ended.number }
    // What was found before the failure belongs to the answer.
    let isPrinted = (try? TextOutput.standard.flush()) != nil
    if let told = Fault.text(of: error) {
      Complaint.write("gloss: \(told)")
      return 1
    }
    let code = exitCode(for: error).rawValue
    let message = fullMessage(for: error)
    guard !message.isEmpty else { return code }
    if code == 0 {
      // Help and version are asked for, and so go where output goes.
      let isShown = (try? TextOutput.standard.line(message)) != nil
      let isFlushed = (try? TextOutput.standard.flush()) != nil
      return isPrinted && isShown && isFlushed ? 0 : OutputClosed.status
    }
    Complaint.write(message)
    return code
  }
}

/// Ends the program; named apart from the parser's own `exit`.
private func leave(_ status: Int32) -> Never { exit(status) }

/// Standard input, output and error.
enum Descriptors {
  /// Opens those that are closed on nothing, so that no other file gets their numbers.
  ///
  /// A store opened as descriptor 1 would be printed into.
  static func open() {
    for number in Int32(0)...2 where fcntl(number, F_GETFD) == -1 && errno == EBADF {
      // The lowest free number is taken; writing to it fails, as writing to nothing must.
      #if canImport(Darwin)
        _ = Darwin.open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
      #else
        _ = Glibc.open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
      #endif
    }
  }
}
