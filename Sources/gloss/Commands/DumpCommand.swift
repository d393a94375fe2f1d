import ArgumentParser
import Items
import Judgments
import Storage

/// `gloss dump STORE`: operations as JSON lines for people.
struct DumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Prints every operation as a JSON line, for people.",
    discussion: """
      A payload's keys are the numbers of Documentation/operations.md. Envelope and payload are \
      also given in hexadecimal, exactly as they are hashed.
      """)

  @Argument(help: "The store; it is only read.", completion: .file())
  var store: String

  func run() throws {
    try StoreFile.reading(store) { store in
      var handles: [PersonID: String] = [:]
      for person in store.people { handles[person.id] = person.handle }
      try store.dump { line in
        try TextOutput.standard.json(Self.json(line, handles: handles))
      }
    }
  }

  static func json(_ line: DumpLine, handles: [PersonID: String]) -> JSON {
    [
      "op": .string(line.reference.hash.hex), "chain": .string(line.reference.chain.hex),
      "seq": .integer(line.reference.seq), "scope": .string(line.scope.text),
      "person": .string(handles[line.person] ?? line.person.hex),
      "kind": .string(line.kind.name), "status": .string("\(line.status)"),
      "at": .string(Timestamp.text(milliseconds: line.at)), "payload": line.payload,
      "envelope_hex": .string(Hexadecimal.text(line.envelopeBytes)),
      "payload_hex": line.payloadBytes.map { .string(Hexadecimal.text($0)) } ?? .null,
    ]
  }
}
