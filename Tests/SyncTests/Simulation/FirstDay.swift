import Foundation
import Items
import Judgments
import Sync
import Synchronization

@testable import Storage

/// A project with everybody's store as it is on the first day: made once, copied for every history.
struct FirstDay: Sendable {
  /// One store with what its user's machine remembers of it.
  struct Seat: Sendable {
    var name: String
    var handle: String
    var roles: Roles
    var person: PersonID
    var store: [UInt8]
    var files: [String: [UInt8]]
  }

  static let items = 6
  static let made = Result { try FirstDay() }

  private(set) var seats: [Seat] = []

  private init() throws {
    let world = World(seed: 0xF1257, machine: "ada-1", isPortable: true)
    let lead = try world.create(Self.file)
    _ = try lead.importItems(World.items(0..<Self.items, hidden: "model-seven"))
    let people: [(name: String, roles: Roles)] = [
      ("bob-1", .annotator), ("bob-2", .annotator), ("rita-1", [.annotator, .reviewer]),
      ("carol-1", .annotator), ("ada-2", [.annotator, .reviewer, .lead]), ("bob-3", .annotator),
      ("carol-2", .annotator), ("dora-1", .annotator), ("rita-2", [.annotator, .reviewer]),
    ]
    // Everybody's store knows everybody.
    let grants = try people.map { one in
      try lead.grant(
        handle: String(one.name.prefix { $0 != "-" }), roles: one.roles, label: one.name)
    }
    for (one, grant) in zip(people, grants) {
      let other = World(seed: 0, machine: one.name, isPortable: true)
      try Self.join(grant, lead, other).close()
      seats.append(
        try Self.seat(
          one.name, roles: one.roles, person: grant.person, in: other))
    }
    let person = lead.me.id
    try lead.close()
    seats.insert(
      try Self.seat("ada-1", roles: [.annotator, .reviewer, .lead], person: person, in: world),
      at: 0)
  }

  static let file = "store.gloss"

  /// Makes the store of a grant, with all that its person may hold, and opens it.
  static func join(_ grant: Grant, _ lead: Store, _ world: World) throws -> Store {
    let new = try Store.create(
      path: world.path(file), for: grant, surroundings: world.surroundings)
    _ = try Merge(from: lead, named: "lead", into: new).run()
    try new.close()
    return try world.open(file)
  }

  private static func seat(
    _ name: String, roles: Roles, person: PersonID, in world: World
  ) throws -> Seat {
    Seat(
      name: name, handle: String(name.prefix { $0 != "-" }), roles: roles, person: person,
      store: try Files.read(world.path(file)), files: world.disk.files.withLock { $0 })
  }
}

extension FirstDay {
  /// A store, with the world that must last as long.
  struct Opened {
    let world: World
    let store: Store
  }
}

extension FirstDay.Seat {
  /// A copy of the store on the same machine of another world.
  func opened(seed: UInt64) throws -> FirstDay.Opened {
    let world = World(seed: seed, machine: name, isPortable: true)
    world.disk.files.withLock { $0 = files }
    try Files.write(store, world.path(FirstDay.file))
    return FirstDay.Opened(world: world, store: try world.open(FirstDay.file))
  }
}

/// Whole files of a scratch folder.
enum Files {
  static func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func write(_ bytes: [UInt8], _ path: String) throws {
    for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}
