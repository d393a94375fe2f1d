import Items
import Judgments

@testable import Storage

/// One store in a simulation, on the machine that it lies on.
final class Replica {
  let name: String
  let handle: String
  let person: PersonID
  let roles: Roles
  let world: World
  var file: String
  var store: Store
  /// With whom it can meet: those on the same side.
  var side = 0
  var backup: [UInt8]?
  /// The store's file and everything small on its machine.
  var snapshot: (store: [UInt8], files: [String: [UInt8]])?
  /// What it held after the last event.
  var held: Set<Hash> = []

  init(
    name: String, handle: String, person: PersonID, roles: Roles, world: World, file: String,
    store: Store
  ) {
    self.name = name
    self.handle = handle
    self.person = person
    self.roles = roles
    self.world = world
    self.file = file
    self.store = store
  }

  var path: String { world.path(file) }

  /// Closes the store, does something to its file, and opens it again.
  func reopen(_ work: () throws -> Void = {}) throws {
    try store.close()
    try work()
    store = try world.open(file)
  }

  func bytes() throws -> [UInt8] {
    var bytes: [UInt8] = []
    try reopen { bytes = try Files.read(path) }
    return bytes
  }

  /// The names of all operations that the store holds.
  func names() throws -> Set<Hash> {
    Set(try store.db.all("SELECT hash FROM op") { Hash(bytes: $0.bytes(0)) ?? .zero })
  }

  /// Whether the person may hold a scope's bytes, said once more than by the product.
  func mayHold(_ scope: Scope) -> Bool {
    switch scope {
    case .pub: true
    case .to(let one), .from(let one):
      one == person || roles.contains(.reviewer) || roles.contains(.lead)
    case .rev: roles.contains(.reviewer) || roles.contains(.lead)
    case .vault: roles.contains(.lead)
    }
  }

  /// The same for every replica that must end with the same operations.
  var audience: String {
    roles.contains(.lead) ? "leads" : roles.contains(.reviewer) ? "reviewers" : person.hex
  }
}
