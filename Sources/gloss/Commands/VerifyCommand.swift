import ArgumentParser
import Items
import Storage

/// `gloss verify STORE`: hashes, chains, signatures, accounting, and the read models.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks every operation, and rebuilds what is read from them.",
    discussion: "The exit status is 1 when there are problems.")

  @Argument(help: "The store; it is only read.", completion: .file())
  var store: String

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let (verification, aside, forks) = try StoreFile.reading(store) { store in
      var progress = Progress("Verifying", total: try store.counts.operations)
      defer { progress.end() }
      let verification = try store.verify { done, all in
        progress.advance(to: done, "\(Plural.number(done)) of \(Plural.number(all))")
      }
      let forks = try store.forks().map { (store.person($0.person).handle, $0) }
      return (verification, try store.quarantined(), forks)
    }
    if json {
      try TextOutput.standard.json([
        "ok": .bool(verification.isOK), "operations": .integer(verification.operations),
        "places": .object(
          verification.places.map { JSONMember($0.place, .integer($0.count)) }),
        "digest": .string(verification.digest.hex),
        "problems": .array(verification.problems.map { .string($0) }),
        "remarks": .array(verification.remarks.map { .string($0) }),
        "quarantine": .array(
          aside.map {
            ["why": .string($0.why), "source": .string($0.source), "bytes": .integer($0.count)]
          }),
        "forks": .array(
          forks.map { person, fork in
            [
              "person": .string(person), "chain": .string(fork.chain.hex),
              "at": .integer(Int(clamping: fork.at)),
              "branches": .array(fork.branches.map { .integer($0) }),
              "items": .array(fork.items.map { .string($0) }),
            ]
          }),
      ])
    } else {
      try print(verification)
      for remark in verification.remarks { try TextOutput.standard.line(remark) }
      for (person, fork) in forks {
        try TextOutput.standard.line("\(Quoted(person).safe)'s \(fork.sentence)")
      }
      for entry in aside {
        try TextOutput.standard.line(
          "kept aside: \(entry.count) bytes from \(Quoted(entry.source, limit: 200).safe). "
            + "\(Quoted(entry.why, limit: 200).safe)")
      }
    }
    if !verification.isOK { throw ExitCode(1) }
  }

  private func print(_ verification: Verification) throws {
    for problem in verification.problems { Complaint.write(problem) }
    let verdict =
      verification.isOK ? "sound" : Plural.text(verification.problems.count, "problem")
    var table = TextTable()
    table.row("store", verdict)
    table.row("operations", Plural.number(verification.operations))
    for place in verification.places where place.count > 0 {
      table.row("  \(place.place)", Plural.number(place.count))
    }
    table.row("digest", verification.digest.hex)
    for line in table.lines { try TextOutput.standard.line(line) }
  }
}
