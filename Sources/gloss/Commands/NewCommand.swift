import ArgumentParser
import Foundation
import Items
import Project

/// `gloss new DIR --kind KIND`: a project to start from.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a project to start from.",
    discussion: """
      With --from the fields of your own data are guessed, and the data is copied under items/, so \
      that you judge it two minutes later: gloss create DIR STORE --as NAME, then gloss work STORE.
      """)

  @Argument(help: "The folder to make.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "What is asked: \(ProjectTemplate.kinds.joined(separator: ", ")).",
      valueName: "kind"), completion: .list(ProjectTemplate.kinds))
  var kind: String

  @Option(help: "Your own data: .jsonl, .csv or .tsv, also .gz.", completion: .file())
  var from: String?

  @Option(
    help: "The format of that data: jsonl, csv, tsv or hh; guessed from the name unless given.",
    completion: .list(["jsonl", "csv", "tsv", "hh"]))
  var format: DataFormat?

  @Option(help: "The project's name; the folder's unless given.")
  var name: String?

  @Flag(help: "Say what would be made, and make nothing.")
  var dryRun = false

  func validate() throws {
    guard ProjectTemplate.kinds.contains(kind) else {
      let near = NearestWord.find(kind, among: ProjectTemplate.kinds)
      throw ValidationError(
        "There is no kind '\(kind)'." + (near.map { " Did you mean '\($0)'?" } ?? "")
          + " The kinds are \(ProjectTemplate.kinds.joined(separator: ", ")).")
    }
  }

  func run() throws {
    let files = FileManager.default
    if let found = try? files.contentsOfDirectory(atPath: folder), !found.isEmpty {
      throw Refusal(
        "The folder \(folder) exists and is not empty, so it is left as it is.",
        remedy: "Choose another name.")
    }
    let title = name ?? URL(fileURLWithPath: folder).lastPathComponent
    var guess: FieldGuess?
    var data: DataFile?
    if let from {
      let file = try DataFile(from, format: format)
      let sample = try DataSample.read(file, limit: 200)
      if sample.isEmpty {
        throw Refusal(
          "No record of \(from) can be read, so no fields can be guessed.",
          remedy: "Look at it with gloss import, which names every line that is wrong.")
      }
      guess = FieldGuess(from: sample)
      data = file
    }
    guard let texts = ProjectTemplate.files(kind: kind, name: title, sample: guess) else {
      throw Refusal("There is no kind \(kind).", remedy: "See gloss new --help.")
    }
    if dryRun { return try list(texts, data) }
    for (path, text) in texts {
      try Self.write(Array(text.utf8), to: FolderTree.join(folder, path))
    }
    if let from, let data { try copy(from, as: data) }
    try list(texts, data)
    let name = Quoted(folder, limit: 400).safe
    try TextOutput.standard.line("")
    try TextOutput.standard.line("Next: look at \(name)/project.yaml, then")
    try TextOutput.standard.line("  gloss check \(name)")
    try TextOutput.standard.line("  gloss create \(name) \(name).gloss --as YOUR-NAME")
    try TextOutput.standard.line("  gloss work \(name).gloss")
  }

  private func list(_ files: [ProjectTemplate.File], _ data: DataFile?) throws {
    for path in files.map(\.path) + (data.map { [$0.itemsPath] } ?? []) {
      try TextOutput.standard.line(Quoted(FolderTree.join(folder, path), limit: 400).safe)
    }
  }

  private func copy(_ from: String, as data: DataFile) throws {
    let target = FolderTree.join(folder, data.itemsPath)
    try Self.makeFolder(SystemDisk.folder(of: target))
    if data.format == .hh { return try convert(data, to: target) }
    do {
      try FileManager.default.copyItem(atPath: from, toPath: target)
    } catch {
      throw Refusal(
        "\(from) could not be copied to \(target).", remedy: "Check the disk and the permissions.")
    }
  }

  /// Writes transcript pairs as the items that they become.
  private func convert(_ data: DataFile, to target: String) throws {
    var reader = try data.reader(shape: ItemShape())
    try OutputFile.write(to: target) { output in
      while let record = try reader.next() {
        switch record {
        case .item(let item, _): try output.bytes(item.content + [0x0A])
        case .problem(let problem): Complaint.write(problem.message)
        }
      }
    }
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Refusal(
        "The folder \(path) could not be made.", remedy: "Check the disk and the permissions.")
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    try makeFolder(SystemDisk.folder(of: path))
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    } catch {
      throw Refusal(
        "\(path) could not be written.", remedy: "Check the disk and the permissions.")
    }
  }
}
