import Interchange
import Items
import Judgments
import Project
import Questions
import Storage

/// Reads other people's judgments back in: a lead's act, and they stay marked as imported.
struct JudgmentIntake {
  static let partCount = 20_000

  let store: Store
  let project: StoredProject
  let isDryRun: Bool
  private(set) var complaints = Complaints()

  init(_ store: Store, project: StoredProject, isDryRun: Bool) {
    self.store = store
    self.project = project
    self.isDryRun = isDryRun
  }

  mutating func add(_ file: DataFile) throws -> IntakeTally {
    try add(try InputFile.source(file.path), named: file.path)
  }

  private mutating func add(
    _ source: some ByteSource, named name: String
  ) throws -> IntakeTally {
    var records = JudgmentRecords(source, file: name)
    var tally = IntakeTally()
    var part: [ImportedJudgment] = []
    var progress = Progress("Importing \(Progress.title(name))", total: nil)
    defer { progress.end() }
    while let line = try records.next() {
      switch line {
      case .problems(let problems):
        tally.unread += 1
        for problem in problems { complaints.add(problem) }
      case .record(let record, let place):
        do throws(Problem) {
          part.append(try judgment(record, source: name))
        } catch {
          var problem = error
          problem.place = place
          tally.unread += 1
          complaints.add(problem)
        }
      }
      if part.count == Self.partCount { try hand(&part, to: &tally) }
      progress.advance(to: 0, Plural.text(tally.read + part.count, "judgment"))
    }
    try hand(&part, to: &tally)
    return tally
  }

  private mutating func hand(
    _ part: inout [ImportedJudgment], to tally: inout IntakeTally
  ) throws {
    guard !part.isEmpty else { return }
    let result = try store.importJudgments(part, isDryRun: isDryRun)
    tally.new += result.new
    tally.had += result.had
    part = []
  }

  private func judgment(
    _ record: JudgmentRecord, source: String
  ) throws(Problem) -> ImportedJudgment {
    guard record.status != .retracted else {
      throw Problem(
        what: "The judgment was taken back, so there is nothing to read in.",
        remedy: "Leave such lines out.")
    }
    let item = Item.identity(
      project: store.project, dataset: record.dataset, externalID: record.item)
    let isKnown = (try? store.number(of: item)) ?? nil
    guard isKnown != nil else {
      throw Problem(
        what: "There is no item \(Quoted(record.item)) in the store.",
        remedy: "Import the items first.")
    }
    var answers: [Answered] = []
    for answer in record.answers {
      guard let question = project.definition.question(answer.question) else {
        let near = NearestWord.find(
          answer.question, among: project.definition.questions.map(\.id))
        throw Problem(
          what: "The project has no question \(Quoted(answer.question)).",
          remedy: near.map { "Perhaps \(Quoted($0)) was meant." } ?? "Leave it out.")
      }
      answers.append(Answered(answer.question, try question.kind.answer(from: answer.value)))
    }
    return ImportedJudgment(
      item: item, answers: answers, annotator: record.person, source: source,
      atMilliseconds: record.at.seconds >= 0 ? UInt64(record.at.seconds) * 1000 : nil)
  }
}
