import ArgumentParser
import CSystem
import Foundation
import Guidelines
import Items
import Judgments
import Project
import Storage

/// `gloss publish STORE DIR`: an edited project into a living store.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Applies an edited project, handbook or items to a store.",
    discussion: """
      Shows every change first: for each question whether earlier answers are still valid, for \
      each rule whether its wording or its meaning changed. A changed rule counts as changed in \
      meaning, and people are shown the difference, unless --wording names it. On a terminal it \
      asks before it writes. Judgments keep the versions that they were made under.
      """)

  @Argument(help: "The lead's store.", completion: .file())
  var store: String

  @Argument(help: "The project's folder.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "A rule of which only the wording changed; all for every rule.",
      valueName: "rule"))
  var wording: [String] = []

  @Option(help: "What changed, in a sentence for the people who work with it.")
  var note: String = ""

  @Flag(help: "Take items that are in no file any more out of the queue.")
  var retire = false

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "Show the changes, and change nothing.")
  var dryRun = false

  func run() throws {
    let project = try ProjectFolder.sound(folder)
    let open = dryRun ? StoreFile.reading as Opening : StoreFile.writing
    try open(store) { store in
      guard store.me.roles.contains(.lead) else {
        throw Refusal(
          "Only a lead may publish, and \(store.me.handle) is not one in this project.",
          remedy: "Nothing was changed. Ask a lead to do it.")
      }
      let comparison = try ProjectComparison(store, project)
      let report = ComparisonReport(
        comparison: comparison, meaning: try meaning(comparison), retires: retire)
      for line in report.lines { try TextOutput.standard.line(line) }
      try TextOutput.standard.flush()
      let isNothing = comparison.isNothing && !(retire && !comparison.items.gone.isEmpty)
      if dryRun || isNothing { return }
      guard isAgreed() else {
        throw Refusal("Nothing was published.", remedy: "Start again when the changes are right.")
      }
      try publish(comparison, project, to: store, meaning: report.meaning)
    }
  }

  private typealias Opening = (String, (Store) throws -> Void) throws -> Void

  /// The rules whose meaning changed: all that changed but those that were said to be wording.
  private func meaning(_ comparison: ProjectComparison) throws -> Set<String> {
    let changed = comparison.rules.filter { change in
      switch change.kind {
      case .added, .removed, .changed: true
      case .renamed, .moved: false
      }
    }.map(\.id)
    for rule in wording where rule != "all" && !comparison.rules.contains(where: { $0.id == rule })
    {
      let near = NearestWord.find(rule, among: changed)
      throw Refusal(
        "The rule \(Quoted(rule)) did not change.",
        remedy: near.map { "Perhaps \(Quoted($0)) was meant." } ?? "Leave --wording away.")
    }
    return wording.contains("all") ? [] : Set(changed).subtracting(wording)
  }

  /// Asks on a terminal; a script has decided already.
  private func isAgreed() -> Bool {
    guard !yes, cs_is_terminal(0) == 1, cs_is_terminal(2) == 1 else { return true }
    try? FileDescriptor.write(Array("Publish this? [y/N] ".utf8), to: 2)
    return ["y", "yes"].contains((readLine() ?? "").lowercased())
  }

  private func publish(
    _ comparison: ProjectComparison, _ project: SoundProject, to store: Store,
    meaning: Set<String>
  ) throws {
    if !comparison.isSameSchema {
      let label = "v\(try store.schemas().count + 1)"
      let renamed = comparison.questions.compactMap { change in
        change.was.map { SchemaPublication.Renaming(old: $0, new: change.question) }
      }
      let again = comparison.questions.filter { $0.effect == .judgeAgain }.map(\.question)
      try store.publish(
        schema: SchemaPublishing(
          label: label, publicForm: project.definition.publicForm.canonicalBytes,
          renamed: renamed, judgeAgain: again))
      try TextOutput.standard.line("Published questions \(label).")
    }
    if !comparison.isSameHandbook, let handbook = project.handbook {
      let label = "v\(try store.handbooks().count + 1)"
      try store.publish(
        handbook: HandbookPublishing(
          label: label, text: Array(handbook.source.utf8), changes: note,
          changedInMeaning: meaning.sorted()))
      try TextOutput.standard.line("Published handbook \(label).")
    }
    if !comparison.isSamePolicy, let policy = comparison.leadPolicy {
      try store.publish(
        policy: "lead", value: String(decoding: policy, as: UTF8.self), forLeadsOnly: true)
    }
    try publishItems(comparison.items, project, to: store)
  }

  private func publishItems(
    _ items: ItemComparison, _ project: SoundProject, to store: Store
  ) throws {
    for item in items.revised { try store.revise(item) }
    if items.new > 0 {
      var intake = ItemIntake(store, shape: project.definition.shape)
      for file in items.files { _ = try intake.add(file) }
    }
    if retire {
      for number in items.gone { try store.retire(number, reason: "in no file of the project") }
    }
    if !items.isNothing || (retire && !items.gone.isEmpty) {
      try TextOutput.standard.line(
        "\(Plural.text(items.new, "item")) added, \(Plural.number(items.revised.count)) revised"
          + (retire ? ", \(Plural.number(items.gone.count)) retired." : "."))
    }
  }
}
