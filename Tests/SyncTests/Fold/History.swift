import Items
import Judgments
import Questions

/// A made-up project whose people judge, ask and meet while everything goes wrong.
///
/// Devices are copied, restored and revoked, and their clocks are off. It gives the set of operations that came to be.
struct History: Sendable {
  private(set) var operations: Set<Operation>
  /// The operations in an order that every process gives alike.
  private(set) var sorted: [Operation] = []
  let project: ProjectID
  let lead: PersonID
  private var random: SplitMix64
  /// The root's comes first; it makes people and devices and judges nothing.
  private var devices: [Device]

  /// One incarnation of a store: what it has seen, and where its chain ends.
  struct Device: Sendable {
    var person: PersonID
    var key: [UInt8]
    var seen: Set<Operation>
    var tip: Operation
    var clock: HybridClock
    var skew: Int64
  }

  init(seed: UInt64, steps: Int) {
    random = SplitMix64(seed: seed)
    let rootKey = Self.bytes(32, &random)
    lead = PersonID(bytes: Self.bytes(16, &random)) ?? .zero
    let genesis = Self.first(
      .projectGenesis,
      Genesis(rootKey: rootKey, name: "made up", createdMilliseconds: 0).map, 1 << 16, &random)
    project = ProjectID.founded(by: genesis.hash)
    devices = [
      Device(
        person: .zero, key: rootKey, seen: [genesis], tip: genesis,
        clock: HybridClock(last: 1 << 16), skew: 0)
    ]
    operations = [genesis]
    enrol(lead, roles: [.annotator, .reviewer, .lead], isGranted: true)
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let person = PersonID(bytes: Self.bytes(16, &random)) ?? .zero
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        enrol(person, roles: .annotator, isGranted: Int.random(in: 0..<12, using: &random) > 0)
      }
    }
    for step in 0..<steps { act(step) }
    sorted = operations.sorted { $0.hash < $1.hash }
  }

  private mutating func enrol(_ person: PersonID, roles: Roles, isGranted: Bool) {
    let key = Self.bytes(32, &random)
    say(.rosterSet, RosterEntry(person: person, handle: "p", roles: roles).map, by: 0)
    if isGranted {
      say(
        .deviceGrant, DeviceGrant(person: person, deviceKey: key, label: "").map, by: 0,
        isClockBroken: Int.random(in: 0..<6, using: &random) == 0)
    }
    let opening = ChainOpen(
      project: project, scope: .from(person), person: person, deviceKey: key, program: "test",
      nonce: Self.bytes(16, &random))
    let skew = Int64.random(in: -3_600_000...3_600_000, using: &random)
    let first = Self.first(.chainOpen, opening.map, 2 << 16, &random)
    operations.insert(first)
    devices.append(
      Device(
        person: person, key: key, seen: [first], tip: first, clock: HybridClock(last: 2 << 16),
        skew: skew))
  }

  private mutating func act(_ step: Int) {
    let index = Int.random(in: 1..<devices.count, using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<11: judge(index)
    case 11, 12: ask(index)
    case 13...15:
      let other = Int.random(in: 1..<devices.count, using: &random)
      devices[index].seen.formUnion(devices[other].seen)
      devices[other].seen = devices[index].seen
    case 16: devices.append(devices[index])  // The store's file was copied.
    case 17:
      // A backup was restored: the chain goes on from an earlier operation of its own.
      let chain = devices[index].tip.envelope.chain
      let own = devices[index].seen.filter { $0.envelope.chain == chain }
      if let earlier = own.sorted(by: { $0.hash < $1.hash }).randomElement(using: &random) {
        devices[index].seen = own.filter { $0.envelope.seq <= earlier.envelope.seq }
        devices[index].tip = earlier
        devices[index].clock = HybridClock(last: earlier.envelope.hlc)
      }
    case 18 where Int.random(in: 0..<3, using: &random) == 0:
      let device = DeviceID(ofKey: devices[index].key)
      let cut = devices[index].tip.reference
      say(
        .deviceRevoke, DeviceRevoke(device: device, reason: .stolen, cut: [cut]).map, by: 0)
    default: misbehave(index)
    }
  }

  private mutating func judge(_ index: Int) {
    let person = devices[index].person
    let item = item(Int.random(in: 0..<3, using: &random))
    let cell = Cell.judgment(item: item, person: person)
    let versions = devices[index].seen.filter {
      $0.envelope.kind == .judgePut && $0.envelope.cell == cell
    }
    let named = Set(versions.flatMap(\.envelope.bases))
    let heads = versions.map(\.hash).filter { !named.contains($0) }
    let label = ["good", "bad"].randomElement(using: &random) ?? "good"
    let judgment = Judgment(
      item: item, answers: [Answered("label", .text(label))],
      activeMilliseconds: UInt64.random(in: 0..<9000, using: &random),
      retracted: Int.random(in: 0..<8, using: &random) == 0)
    say(.judgePut, judgment.map, by: index, cell: cell, bases: heads.sorted())
  }

  private mutating func ask(_ index: Int) {
    let mine = devices[index].seen.filter {
      $0.envelope.kind == .askAdd && $0.map != .map([])
    }.sorted { $0.hash < $1.hash }
    if let one = mine.randomElement(using: &random), Bool.random(using: &random) {
      say(.askAdd, .map([]), by: index, bases: [one.hash])
    } else {
      say(.askAdd, Remark(item: item(0), text: "why?").map, by: index)
    }
  }

  /// What buggy or newer programs write: it must be kept, carried on and never counted wrongly.
  private mutating func misbehave(_ index: Int) {
    let person = devices[index].person
    let cell = Cell.judgment(item: item(1), person: person)
    let judgment = Judgment(item: item(1), answers: [Answered("label", .text("odd"))])
    switch Int.random(in: 0..<4, using: &random) {
    case 0: say(.judgePut, judgment.map, by: index, cell: Cell.handbook)
    case 1:
      say(
        OperationKind(rawValue: 0x1042), .map([]), by: index, cell: cell,
        bases: [devices[index].tip.hash])
    case 2: say(.judgePut, judgment.map, by: index, cell: cell, version: 2)
    default:
      devices[index].clock = HybridClock(last: 0)
      say(.judgePut, judgment.map, by: index, cell: cell, isClockBroken: true)
    }
  }

  private func item(_ number: Int) -> ItemID {
    Item.identity(project: project, dataset: "", externalID: "i\(number)")
  }

  private mutating func say(
    _ kind: OperationKind, _ map: CBOR, by index: Int, cell: CellID? = nil,
    bases: [Hash] = [], version: UInt64 = 1, isClockBroken: Bool = false
  ) {
    var device = devices[index]
    let payload = Self.bytes(16, &random) + map.encoded
    let wall = UInt64(max(0, 1_767_600_000_000 + device.skew + Int64(operations.count) * 1000))
    let time = isClockBroken ? 1 : device.clock.tick(wallMilliseconds: wall)
    let envelope = Envelope(
      chain: device.tip.envelope.chain, seq: device.tip.envelope.seq + 1, prev: device.tip.hash,
      hlc: time, kind: kind, schemaVersion: version, cell: cell, bases: bases,
      payloadLength: UInt64(payload.count), payloadHash: Operation.payloadHash(payload))
    let operation = Operation(envelope: envelope, payload: payload)
    device.tip = operation
    device.seen.insert(operation)
    devices[index] = device
    operations.insert(operation)
  }

  private static func first(
    _ kind: OperationKind, _ map: CBOR, _ hlc: UInt64, _ random: inout SplitMix64
  ) -> Operation {
    let payload = bytes(16, &random) + map.encoded
    var envelope = Envelope(
      chain: .zero, seq: 1, prev: .zero, hlc: hlc, kind: kind, schemaVersion: 1, cell: nil,
      bases: [], payloadLength: UInt64(payload.count),
      payloadHash: Operation.payloadHash(payload))
    envelope.chain = ChainID.opened(by: envelope)
    return Operation(envelope: envelope, payload: payload)
  }

  private static func bytes(_ count: Int, _ random: inout SplitMix64) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }
}
