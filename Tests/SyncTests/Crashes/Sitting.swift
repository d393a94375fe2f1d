import Foundation
import Items
import Judgments
import Questions
import Storage
import Sync

/// One program's run over the stores of a recorded disk: opens what it needs and does what a script
/// says.
final class Sitting {
  let disk: RecordedDisk
  let folder: RecordedFolder
  private let surroundings: Surroundings
  private var open: [String: Store] = [:]

  /// `seed` gives the sitting its own randomness: no two sittings make the same salts.
  init(_ disk: RecordedDisk, seed: UInt64) {
    self.disk = disk
    folder = RecordedFolder(disk, root: "meet", seed: seed)
    surroundings = Surroundings(
      clock: TestClock(), randomness: SeededRandomness(seed: seed), disk: disk,
      places: RecordedPlaces(disk: disk), machine: TestMachine(machineID: "machine-1"),
      stateFolder: disk.path("state"), program: "gloss test")
  }

  /// The store of a name, opened at its first use.
  func store(_ name: String) throws -> Store {
    if let known = open[name] { return known }
    let store = try Store.open(
      path: disk.path(name + ".gloss"), access: .write(takeOver: false),
      surroundings: surroundings)
    open[name] = store
    return store
  }

  /// Founds a project of some items.
  func found(_ name: String, items: Int) throws {
    let store = try Store.create(
      path: disk.path(name + ".gloss"),
      founding: Founding(
        projectName: "test", schemaLabel: "v1", publicForm: World.form(order: "listed"),
        handbook: Array("# Handbook\n".utf8), leadPolicy: Array("{\"gold\":0.1}".utf8)),
      handle: name, surroundings: surroundings)
    open[name] = store
    _ = try store.importItems(World.items(0..<items))
  }

  /// Gives somebody a store.
  func add(_ handle: String, as name: String, to lead: String) throws {
    let grant = try store(lead).grant(handle: handle, roles: .annotator, label: name)
    let new = try Store.create(
      path: disk.path(name + ".gloss"), for: grant, surroundings: surroundings)
    _ = try Merge(from: store(lead), named: lead, into: new).run()
    try new.close()
  }

  func close(_ name: String) throws {
    let store = open.removeValue(forKey: name)
    try store?.close()
  }

  func close() throws {
    for name in open.keys.sorted() { try close(name) }
  }

  /// Lets go of everything as it is: nothing is signed, and nothing said to the disk.
  func abandon() { open = [:] }

  /// Tells open stores that there is room again.
  func retry() { for store in open.values { store.retry() } }

  func merge(_ source: String, into target: String) throws {
    let report = try Merge(from: store(source), named: source, into: store(target)).run()
    // What a report says is left behind is told as well as what is thrown.
    if report.unsigned + report.badSignatures + report.quarantined > 0 {
      throw RemoteFault.told(report.summary)
    }
  }

  @discardableResult
  func sync(_ name: String) throws -> ExchangeReport {
    try Exchange(store: store(name), remote: FolderRemote(name: "meet", disk: folder)).run()
  }
}

/// What a person sees of a store, without the names of operations.
enum Picture {
  static func lines(of store: Store) throws -> [String] {
    var lines: [String] = []
    let counts = try store.counts
    for ino in 1...Int64(max(1, counts.items)) {
      guard let item = try store.item(at: ino) else { continue }
      let versions = try store.versions(of: ino).filter { $0.rank == .current }.map { version in
        let judgment = version.judgment
        let answers = judgment.answers.map { "\($0.question)=\($0.answer)" }
        return "\(store.person(version.person).handle) \(answers) "
          + "\(judgment.aside.map { "\($0)" } ?? "") \(judgment.retracted)"
      }
      let remarks = try store.remarks(on: ino).map { "\($0.kind) \($0.remark.text)" }
      let draft = try store.draft(of: ino).map { "\($0.answers)" } ?? ""
      lines.append(
        "\(item.externalID): \(versions.sorted()) \(remarks.sorted()) \(draft)")
    }
    return lines.sorted() + [
      "judged \(counts.judged), aside \(counts.aside), asked \(counts.asked), "
        + "drafts \(counts.drafts), conflicts \(counts.conflicts)"
    ]
  }
}
