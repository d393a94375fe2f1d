import Items
import Judgments
import Sync
import Synchronization

@testable import Storage

/// What a simulation found to be wrong.
struct Broken: Error, CustomStringConvertible {
  var what: String

  var description: String { what }
}

/// What happened in simulations, for the line that people look for.
struct Happened: Sendable {
  var events = 0
  var exchanges = 0
  var operations = 0
  var forks = 0
  var conflicts = 0
  var late = 0
  var stores = 0
  var unknown = 0

  static func += (sum: inout Happened, other: Happened) {
    sum.events += other.events
    sum.exchanges += other.exchanges
    sum.operations += other.operations
    sum.forks += other.forks
    sum.conflicts += other.conflicts
    sum.late += other.late
    sum.stores += other.stores
    sum.unknown += other.unknown
  }
}

/// The shipped stores, merges, folders and frames in one history of a chronicle.
///
/// After every event what must always hold is checked; after the last one everything is healed,
/// everybody exchanges until nothing moves, and what must hold then is checked.
final class Simulation {
  let chronicle: Chronicle
  let ablation: Ablation?
  var replicas: [Replica] = []
  let sticks: [MemoryStick]
  var sides: [Int]
  /// Earlier states of the sticks.
  var keptSticks: [[String: [UInt8]]?]
  /// The scope of every chain, as the store says that opened it.
  var taints: [ChainID: Scope] = [:]
  /// What was acknowledged as saved, and stands on a disk or a stick that nobody rolled back.
  var acknowledged: Set<Hash> = []
  var happened = Happened()
  var made = 0
  /// The replicas whose stores the current event has changed.
  var touched: [Int] = []
  /// Those whose disk was deliberately put back by it.
  var rolledBack: Set<Int> = []
  /// The lines over which the current event went, and to whom.
  var transcripts: [(Wire, Replica)] = []
  /// What an ablated program remembers, a memory for each replica and stick.
  var memories: [String: RemoteMemory] = [:]

  init(_ chronicle: Chronicle, ablation: Ablation? = nil) throws {
    self.chronicle = chronicle
    self.ablation = ablation
    sticks = (0..<chronicle.sticks).map { _ in MemoryStick() }
    sides = sticks.map { _ in 0 }
    keptSticks = sticks.map { _ in nil }
    for stick in sticks { stick.recorded.withLock { $0 = [] } }
    // The last one has a place for what reviewers alone may read.
    sticks.last?.state.withLock { _ = $0.folders.insert("rev") }
    let day = try FirstDay.made.get()
    for index in [0] + chronicle.crew {
      let seat = day.seats[index]
      let opened = try seat.opened(seed: chronicle.seed &* 64 &+ UInt64(index))
      let replica = Replica(
        name: seat.name, handle: seat.handle, person: seat.person, roles: seat.roles,
        world: opened.world, file: FirstDay.file, store: opened.store)
      replica.held = try replica.names()
      replicas.append(replica)
      try learnChains(of: replica)
    }
  }

  /// Runs the chronicle to its end.
  ///
  /// - Throws: what was found to be wrong, with the event at which it was.
  func run() throws -> Happened {
    for (index, event) in chronicle.events.enumerated() {
      do {
        try perform(event)
        try check()
      } catch {
        throw Broken(what: "event \(index), \(event): \(error)")
      }
      happened.events += 1
    }
    do {
      try end()
    } catch {
      throw Broken(what: "at the end: \(error)")
    }
    for replica in replicas { try replica.store.close() }
    return happened
  }

  private func perform(_ event: Chronicle.Event) throws {
    touched = []
    rolledBack = []
    let index = event.who % replicas.count
    let replica = replicas[index]
    do {
      switch event.act {
      case .judge, .putAside, .resolve, .undo, .redo, .ask, .note, .takeBack, .acknowledge,
        .newer:
        touched = [index]
        try act(event, replica)
      case .publish, .addItems, .revoke, .admit, .grant:
        guard let lead = indexOfLead(event.who) else { return }
        touched = [lead]
        if event.act == .grant {
          try grant(event, replicas[lead])
        } else {
          try rule(event, replicas[lead])
        }
      case .exchange, .exchangeOnAFailingStick, .frames, .framesCutOff, .merge, .mergeUnsigned:
        try travel(event, index)
      default: try goWrong(event, index)
      }
    } catch let fault as StoreFault {
      // What a store refuses with a word is an answer like any other.
      switch fault {
      case .notAllowed, .unknownItem, .noKey: break
      default: throw fault
      }
    }
  }

  /// Some replica whose person is a lead.
  private func indexOfLead(_ number: Int) -> Int? {
    let leads = replicas.indices.filter { replicas[$0].roles.contains(.lead) }
    return leads.isEmpty ? nil : leads[number % leads.count]
  }

  /// Learns the scopes of the chains that a store has opened itself.
  func learnChains(of replica: Replica) throws {
    for own in try replica.store.chainsOfItsDevices() where taints[own.chain] == nil {
      taints[own.chain] = own.scope
    }
  }
}
