import Items
import Judgments
import Sync
import Synchronization

@testable import Storage

/// How operations get from one store to another.
extension Simulation {
  func travel(_ event: Chronicle.Event, _ index: Int) throws {
    let replica = replicas[index]
    let stick = event.other % sticks.count
    switch event.act {
    case .merge, .mergeUnsigned:
      let others = replicas.indices.filter {
        $0 != index && replicas[$0].side == replica.side
      }
      guard !others.isEmpty else { return }
      let source = replicas[others[event.other % others.count]]
      if event.act == .merge { try source.store.signCheckpoints() }
      touched = [index, others[event.other % others.count]]
      _ = try merge(source, into: replica)
      return
    default: guard sides[stick] == replica.side else { return }
    }
    touched = [index]
    happened.exchanges += 1
    do {
      switch event.act {
      case .exchange: _ = try exchange(replica, stick)
      case .exchangeOnAFailingStick: try exchange(replica, onFailing: stick, event.number)
      case .frames: try exchangeFrames(replica, stick, cutAt: nil)
      default: try exchangeFrames(replica, stick, cutAt: event.number % 40)
      }
    } catch is RemoteFault {
      // A stick or a line that fails ends an exchange, and that is all it may do.
    }
  }

  /// Merges a store's file into another store; returns how much was new.
  func merge(_ source: Replica, into target: Replica) throws -> Int {
    happened.exchanges += 1
    let receiver = ablation?.wrap(target.store) ?? target.store
    return try Merge(from: source.store, named: source.name, into: receiver).run().new
  }

  /// Exchanges with a stick; returns how much moved.
  func exchange(_ replica: Replica, _ stick: Int) throws -> Int {
    var remote: any Remote = FolderRemote(name: "stick", disk: sticks[stick])
    if ablation == .rememberedPositions {
      let memory = memories["\(replica.name) \(stick)"] ?? RemoteMemory()
      memories["\(replica.name) \(stick)"] = memory
      remote = RememberingRemote(remote, memory: memory)
    }
    let report = try Exchange(
      store: ablation?.wrap(replica.store) ?? replica.store, remote: remote
    ).run()
    return report.sent + report.received
  }

  private func exchange(_ replica: Replica, onFailing index: Int, _ number: Int) throws {
    let stick = sticks[index]
    stick.state.withLock { state in
      if number % 4 == 0 {
        state.room = state.files.values.reduce(0) { $0 + $1.count } + number % 3000
      } else {
        state.failure = (
          state.calls + 1 + number % 60, .failed("stick", "I/O error"), number % 3 == 0
        )
      }
    }
    defer { heal(stick) }
    _ = try exchange(replica, index)
  }

  func heal(_ stick: MemoryStick) {
    stick.state.withLock { state in
      state.failure = nil
      state.room = .max
    }
  }

  private func exchangeFrames(_ replica: Replica, _ stick: Int, cutAt cut: Int?) throws {
    let wire = Wire(cutAt: cut)
    defer { transcripts.append((wire, replica)) }
    try Wire.session(wire, serving: sticks[stick], as: replica.handle) { pipe in
      let remote = try FrameRemote(
        name: "far", pipe: pipe, program: "test", project: replica.store.project)
      defer { remote.close() }
      _ = try Exchange(store: replica.store, remote: remote).run()
    }
  }
}
