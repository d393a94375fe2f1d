package import Items
import Judgments

/// What came of the newest exchange with a remote.
///
/// It is kept for people to look at. What is to be sent is always decided from the remote itself.
package struct PastExchange: Hashable, Sendable {
  package var name: String
  /// Milliseconds since 1970.
  package var at: UInt64
  package var sent: Int
  package var received: Int
  /// What went wrong, a sentence each.
  package var problems: [String]
  /// How far each of the store's own chains was handed to the remote.
  package var positions: [ChainID: UInt64]

  package init(
    name: String, at: UInt64, sent: Int = 0, received: Int = 0, problems: [String] = [],
    positions: [ChainID: UInt64] = [:]
  ) {
    self.name = name
    self.at = at
    self.sent = sent
    self.received = received
    self.problems = problems
    self.positions = positions
  }
}

/// How a store stands towards a remote that it remembers.
package struct RemoteStanding: Hashable, Sendable {
  package var name: String
  /// The newest exchange; nil where there was none since exchanges are noted.
  package var last: PastExchange?
  /// Operations of the store's own that were not handed to this remote.
  package var unsent: Int
}

extension Store {
  /// Notes what came of an exchange; positions of earlier ones stay where this one gives none.
  package func note(_ exchange: PastExchange) throws {
    var all = try exchanges()
    var exchange = exchange
    exchange.problems = exchange.problems.prefix(3).map { String($0.prefix(500)) }
    if let index = all.firstIndex(where: { $0.name.utf8.elementsEqual(exchange.name.utf8) }) {
      let earlier = all.remove(at: index)
      exchange.positions.merge(earlier.positions) { newer, _ in newer }
    }
    all.append(exchange)
    // Bounded, so that what is for display only never keeps a store from writing.
    while all.count > 1, Self.coded(all).count > CBORLimits.operation.size { all.removeFirst() }
    try keep(exchanges: all)
  }

  /// The remembered remotes, with what came of the newest exchange with each.
  package func remoteStandings() throws -> [RemoteStanding] {
    let past = try exchanges()
    return try remotes().map { name in
      let last = past.first { $0.name.utf8.elementsEqual(name.utf8) }
      return RemoteStanding(
        name: name, last: last, unsent: try unsent(behind: last?.positions ?? [:]))
    }
  }

  /// What leads keep goes to no remote, and what reviewers may hold only where there is a place.
  private func unsent(behind positions: [ChainID: UInt64]) throws -> Int {
    try chainsOfItsDevices().reduce(0) { sum, own in
      let position = positions[own.chain]
      if own.scope == .vault || own.scope == .rev && position == nil { return sum }
      let end = ledger.chains[own.chain]?.tips.map(\.seq).max() ?? 0
      // The operation that opens a chain is nobody's work.
      return sum + Int(clamping: end - min(end, max(1, position ?? 1)))
    }
  }

  func exchanges() throws -> [PastExchange] {
    let bytes = try db.one("SELECT v FROM meta WHERE k = 'exchanges'") { $0.bytes(0) }
    guard let bytes, case .array(let all)? = try? CBOR(decoding: bytes) else { return [] }
    return all.compactMap(PastExchange.init(coded:))
  }

  func keep(exchanges: [PastExchange]) throws {
    let coded = Self.coded(exchanges)
    guard coded.count <= CBORLimits.operation.size else { return }
    try write {
      try db.run("INSERT OR REPLACE INTO meta(k, v) VALUES('exchanges', ?)", .blob(coded))
    }
  }

  private static func coded(_ exchanges: [PastExchange]) -> [UInt8] {
    CBOR.array(exchanges.map(\.coded)).encoded
  }
}

extension PastExchange {
  fileprivate var coded: CBOR {
    .array([
      .text(name), .unsigned(at), .integer(sent), .integer(received),
      .array(problems.map { .text($0) }),
      .array(
        positions.sorted { $0.key < $1.key }.map {
          .array([.bytes($0.key.bytes), .unsigned($0.value)])
        }),
    ])
  }

  fileprivate init?(coded: CBOR) {
    guard case .array(let parts) = coded, parts.count == 6, case .text(let name) = parts[0],
      case .unsigned(let at) = parts[1], case .unsigned(let sent) = parts[2],
      case .unsigned(let received) = parts[3], case .array(let problems) = parts[4],
      case .array(let positions) = parts[5]
    else { return nil }
    self.init(
      name: name, at: at, sent: Int(clamping: sent), received: Int(clamping: received),
      problems: problems.compactMap { if case .text(let text) = $0 { text } else { nil } })
    for position in positions {
      guard case .array(let pair) = position, pair.count == 2, case .bytes(let bytes) = pair[0],
        let chain = ChainID(bytes: bytes), case .unsigned(let seq) = pair[1]
      else { continue }
      self.positions[chain] = seq
    }
  }
}
