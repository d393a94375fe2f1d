import Items
import Judgments
import Sync
import Synchronization

@testable import Storage

/// What must hold after every event.
extension Simulation {
  func check() throws {
    for index in touched { try learnChains(of: replicas[index]) }
    for index in touched { try check(replicas[index], wasRolledBack: rolledBack.contains(index)) }
    try checkSticks()
    try checkWires()
  }

  private func check(_ replica: Replica, wasRolledBack: Bool) throws {
    let store = replica.store
    let names = try replica.names()
    // I2: nothing that was here is gone, but where a disk was put back.
    if !wasRolledBack, !names.isSuperset(of: replica.held) {
      throw Broken(what: "\(replica.name) has lost operations that it held")
    }
    for frontier in try store.haveVector().frontiers where !names.contains(frontier.hash) {
      throw Broken(what: "\(replica.name) has a chain's end that it does not hold")
    }
    // I4: each operation in exactly one place.
    let places = try store.accounting().reduce(0) { $0 + $1.count }
    if places != names.count || names.count != store.ledger.tally.operations {
      throw Broken(
        what: "\(replica.name) has \(names.count) operations, \(places) in places, "
          + "\(store.ledger.tally.operations) counted")
    }
    // I5: nothing of a scope that is not for this person, not even waiting.
    for chain in store.ledger.chains.values {
      guard let scope = taints[chain.id], scope == chain.scope else {
        throw Broken(what: "\(replica.name) holds a chain of a scope that nobody opened it in")
      }
      if !replica.mayHold(scope) {
        throw Broken(what: "\(replica.name) holds a chain of \(scope.text)")
      }
    }
    let waiting = try store.db.all("SELECT chain FROM pending") { ChainID(bytes: $0.bytes(0)) }
    for case let chain? in waiting where !(taints[chain].map(replica.mayHold) ?? false) {
      throw Broken(what: "\(replica.name) keeps waiting what is not for it")
    }
    if try !store.quarantined().isEmpty {
      throw Broken(what: "\(replica.name) has put honest operations aside")
    }
    let own = Set(try store.chainsOfItsDevices().map(\.chain))
    for name in names.subtracting(replica.held) where try isOwn(name, own, store) {
      acknowledged.insert(name)
    }
    replica.held = names
  }

  /// Whether an operation stands in a chain of the store's own devices.
  private func isOwn(_ name: Hash, _ own: Set<ChainID>, _ store: Store) throws -> Bool {
    let chain = try store.db.one(
      "SELECT c.chain FROM op o JOIN chain c ON c.cid = o.cid WHERE o.hash = ?",
      .blob(name.bytes)
    ) { ChainID(bytes: $0.bytes(0)) }
    return chain.flatMap { $0 }.map(own.contains) ?? false
  }

  // MARK: What was written to sticks and lines

  private func checkSticks() throws {
    for (index, stick) in sticks.enumerated() {
      let writes = stick.recorded.withLock { writes in
        defer { writes = [] }
        return writes ?? []
      }
      for (path, bytes) in writes {
        guard let scope = Self.scope(ofPath: path) else {
          if !path.hasPrefix("blob/"), !path.hasPrefix("PROJECT"), !path.hasPrefix(".tmp-") {
            throw Broken(what: "\(path) is no place on a stick")
          }
          continue
        }
        if scope == .vault || (scope == .rev && index < sticks.count - 1) {
          throw Broken(what: "\(path) was written to a stick that is no place for it")
        }
        try check(bytes, within: scope, path)
      }
    }
  }

  /// Every operation of a file must be of the scope under whose path it lies.
  private func check(_ bytes: [UInt8], within scope: Scope, _ path: String) throws {
    if let segment = try? Segment(decoding: bytes) {
      guard segment.header.scope == scope else {
        throw Broken(what: "\(path) says that it is of \(segment.header.scope.text)")
      }
      for operation in segment.operations {
        let chain = (try? Envelope(decoding: operation.envelope))?.chain
        if chain.flatMap({ taints[$0] }) != scope {
          throw Broken(what: "\(path) holds an operation of another scope")
        }
      }
    } else if let signed = try? HeadFile.decode(bytes) {
      if taints[signed.checkpoint.chain] != scope {
        throw Broken(what: "\(path) is the head of a chain of another scope")
      }
    }
  }

  private func checkWires() throws {
    for (wire, replica) in transcripts {
      for end in [Wire.End.near, .far] {
        for (scope, bytes) in Transcript.files(in: wire.transcript(of: end)) {
          if scope == .vault || !replica.mayHold(scope) {
            throw Broken(what: "\(scope.text) went over \(replica.name)'s line")
          }
          try check(bytes, within: scope, "a frame")
        }
      }
    }
    transcripts = []
  }

  /// The scope that a path begins with; nil at the root.
  static func scope(ofPath path: String) -> Scope? {
    let parts = path.split(separator: "/").map(String.init)
    guard let first = parts.first else { return nil }
    return Scope(text: first) ?? (parts.count > 1 ? Scope(text: "\(first)/\(parts[1])") : nil)
  }

  /// The operations in a stick's segments.
  static func names(on stick: MemoryStick) -> Set<Hash> {
    var names: Set<Hash> = []
    for path in stick.segments {
      guard let bytes = stick.files[path], let segment = try? Segment(decoding: bytes) else {
        continue
      }
      names.formUnion(segment.operations.map(\.hash))
    }
    return names
  }
}

/// What was said over a line.
enum Transcript {
  /// The files that went over it whole, each with the scope that its frame names.
  static func files(in bytes: [UInt8]) -> [(scope: Scope, bytes: [UInt8])] {
    var files: [(Scope, [UInt8])] = []
    var rest = bytes.dropFirst(8)
    while rest.count > 4 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= 4 + length else { break }
      let body = Array(rest.dropFirst(4).prefix(length))
      rest = rest.dropFirst(4 + length)
      guard
        case .array(let parts)? = try? CBOR(
          decoding: body, limits: CBORLimits(size: 1 << 20, depth: 6)),
        parts.count == 4, parts[0] == .unsigned(4), case .array(let file) = parts[1],
        file.count > 1, case .text(let text) = file[1], let scope = Scope(text: text),
        case .bytes(let content) = parts[2]
      else { continue }
      files.append((scope, content))
    }
    return files
  }
}
