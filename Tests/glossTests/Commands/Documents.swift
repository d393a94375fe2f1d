import Foundation
import Items

/// What the tests read of the program's output.
extension JSON {
  /// Reads one document.
  init(text: String) throws { try self.init(parsing: Array(text.utf8), file: "the output") }
}

extension Scratch {
  /// The store of a fresh project around one question, with its example items.
  func store(kind: String = "choice", as name: String = "ada") throws -> String {
    try gloss("new", "project", "--kind", kind)
    let outcome = try gloss("create", "project", "\(name).gloss", "--as", name)
    guard outcome.status == 0 else { throw Failed(outcome: outcome) }
    return path("\(name).gloss")
  }

  /// Presses keys in the judging screen of a store, without a terminal.
  @discardableResult
  func press(_ keys: [String], in store: String) throws -> Outcome {
    let file = try write(keys.joined(separator: "\n") + "\n", to: "tmp/keys")
    let outcome = try gloss("work", store, "--keys", file, "--dump-frame", "-")
    guard outcome.status == 0 else { throw Failed(outcome: outcome) }
    return outcome
  }

  /// The status document of a store.
  func status(of store: String) throws -> JSON {
    try JSON(text: gloss("status", store, "--json").output)
  }
}

/// A run that should have succeeded.
struct Failed: Error, CustomStringConvertible {
  let outcome: Scratch.Outcome

  var description: String { "exit status \(outcome.status): \(outcome.output)\(outcome.errors)" }
}
