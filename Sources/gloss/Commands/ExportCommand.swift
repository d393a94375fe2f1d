import ArgumentParser
import CSystem
import Items
import Storage

/// `gloss export STORE`: judgments out, one JSON object a line.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the judgments, one JSON object a line.",
    discussion: """
      One line for each item and person whose judgment is settled, items put aside included, in \
      the order of item, person and hash, so that merged stores give the same bytes. What is left \
      out is counted on standard error.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case jsonl
  }

  @Argument(help: "The store; it is only read.", completion: .file())
  var store: String

  @Option(help: "jsonl: one JSON object a line.")
  var format = Format.jsonl

  @Option(
    name: .shortAndLong, help: "The file to write; standard output unless given.",
    completion: .file())
  var output: String?

  @Flag(help: "Add a line for each version of a judgment in conflict.")
  var conflicts = false

  @Flag(help: "Add a line without answers for each judgment that was taken back.")
  var retracted = false

  func run() throws {
    let listing = try StoreFile.reading(store) { store in
      try JudgmentListing(store, conflicts: conflicts, retracted: retracted)
    }
    if let output, output != "-" {
      try OutputFile.write(to: output) { try listing.write(to: $0, harmless: false) }
    } else {
      // Into a file or a pipe go the exact texts; a terminal must not act on them.
      try listing.write(to: .standard, harmless: cs_is_terminal(1) == 1)
      try TextOutput.standard.flush()
    }
    let notes = listing.notes(isToFile: output != nil && output != "-")
    if !notes.isEmpty { Complaint.write(notes.joined(separator: "\n")) }
  }
}
