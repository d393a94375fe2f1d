import Foundation
import Items
import Judgments
import Synchronization

@testable import Storage

/// What goes wrong with disks, machines, clocks and lines.
extension Simulation {
  private static let tenYears: Int = 315_576_000_000

  func goWrong(_ event: Chronicle.Event, _ index: Int) throws {
    let replica = replicas[index]
    switch event.act {
    case .part:
      for (number, replica) in replicas.enumerated() {
        replica.side = (event.number >> (number % 12)) & 1
      }
      for stick in sides.indices { sides[stick] = event.other >> stick & 1 }
    case .heal:
      for replica in replicas { replica.side = 0 }
      sides = sides.map { _ in 0 }
    case .keepStick:
      keptSticks[event.other % sticks.count] = sticks[event.other % sticks.count].files
    case .restoreStick:
      guard let state = keptSticks[event.other % sticks.count] else { return }
      put(state, back: event.other % sticks.count)
      try forgetWhatIsGone()
    case .setClock:
      let offset = (event.number * 5041 + event.other) % (2 * Self.tenYears / 1_000_000)
      let time = 1_767_600_000_000 - Self.tenYears + offset * 1_000_000
      replica.world.clock.set(UInt64(time))
    case .copy:
      touched = [index]
      try copy(event, replica)
    default:
      touched = [index]
      try harm(event, replica, index)
    }
  }

  private func put(_ state: [String: [UInt8]], back index: Int) {
    sticks[index].files = state
    // The place for reviewers was made by whoever keeps the stick, and stays.
    if index == sticks.count - 1 {
      sticks[index].state.withLock { _ = $0.folders.insert("rev") }
    }
  }

  private func harm(_ event: Chronicle.Event, _ replica: Replica, _ index: Int) throws {
    switch event.act {
    case .backUp: replica.backup = try replica.bytes()
    case .restore:
      guard let backup = replica.backup else { return }
      rolledBack = [index]
      try replica.reopen {
        try Files.write(backup, replica.path)
        if event.number % 2 == 0 { renumber(replica, event.number) }
      }
      try forgetWhatIsGone()
    case .snapshot: try takeSnapshot(of: replica)
    case .rollBack:
      // The guard records go back with the store, so nothing can tell.
      guard let snapshot = replica.snapshot, isAloneOnItsMachine(replica) else {
        return try takeSnapshot(of: replica)
      }
      rolledBack = [index]
      try replica.reopen {
        try Files.write(snapshot.store, replica.path)
        replica.world.disk.files.withLock { $0 = snapshot.files }
      }
      try forgetWhatIsGone()
      // Whoever sits there goes on at once, which forks what had gone out before.
      try act(
        Chronicle.Event(
          act: .judge, who: event.who, other: event.other, number: event.number), replica)
    case .move:
      made += 1
      let name = "moved-\(made).gloss"
      try replica.reopen {
        try FileManager.default.moveItem(atPath: replica.path, toPath: replica.world.path(name))
        replica.file = name
      }
      replica.snapshot = nil
    default: try replica.reopen()
    }
  }

  /// Keeps a whole machine, what it remembers of its store among it.
  private func takeSnapshot(of replica: Replica) throws {
    guard isAloneOnItsMachine(replica) else { return }
    var store: [UInt8] = []
    var files: [String: [UInt8]] = [:]
    try replica.reopen {
      store = try Files.read(replica.path)
      files = replica.world.disk.files.withLock { $0 }
    }
    replica.snapshot = (store, files)
  }

  /// Copies a store's file to another machine, with or without what the first remembers of it, or
  /// to another place on the same one.
  private func copy(_ event: Chronicle.Event, _ replica: Replica) throws {
    guard replicas.count < 12 else { return }
    made += 1
    let bytes = try replica.bytes()
    let files = replica.world.disk.files.withLock { $0 }
    var world = replica.world
    var file = "copy-\(made).gloss"
    if event.number % 3 == 0 {
      try Files.write(bytes, world.path(file))
      world.places.inodes.withLock { [path = world.path(file)] in $0[path] = UInt64(100 + made) }
    } else {
      file = event.number % 3 == 1 ? file : FirstDay.file
      world = World(
        seed: chronicle.seed &* 64 &+ UInt64(40 + made), machine: "machine-\(made)",
        isPortable: true)
      world.disk.files.withLock { [isWhole = event.number % 2 == 0] kept in
        kept = files.filter { isWhole || $0.key.hasPrefix("state/keys/") }
      }
      try Files.write(bytes, world.path(file))
    }
    let copy = Replica(
      name: "\(replica.name)-copy-\(made)", handle: replica.handle, person: replica.person,
      roles: replica.roles, world: world, file: file, store: try world.open(file))
    copy.held = try copy.names()
    copy.side = replica.side
    add(copy)
  }

  private func renumber(_ replica: Replica, _ number: Int) {
    let path = replica.path
    replica.world.places.inodes.withLock { $0[path] = UInt64(1000 + number) }
  }

  private func isAloneOnItsMachine(_ replica: Replica) -> Bool {
    replicas.count { $0.world === replica.world } == 1
  }

  /// What stood nowhere else but on what was just put back, nobody can bring back.
  private func forgetWhatIsGone() throws {
    var left: Set<Hash> = []
    for replica in replicas { left.formUnion(try replica.names()) }
    for stick in sticks { left.formUnion(Self.names(on: stick)) }
    acknowledged.formIntersection(left)
  }
}
