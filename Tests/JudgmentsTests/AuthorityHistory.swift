import Items
import Judgments
import Support

/// A seeded set of authority operations: leads, strangers, cuts, admissions, attempts beyond one's
/// rights.
struct AuthorityHistory {
  /// Who appears in the histories, always the same.
  struct Cast {
    let root = Array(repeating: UInt8(200), count: 32)
    let people = (UInt8(1)...5).map { PersonID(firstBytesOf: .sha256([$0])) }
    let keys = (UInt8(1)...7).map { Array(repeating: $0, count: 32) }

    /// An operation of a device's one chain; nil is the root's.
    func reference(device: Int?, seq: UInt64) -> OperationReference {
      let number = UInt8(device ?? 100)
      return OperationReference(
        chain: ChainID(firstBytesOf: .sha256([number, 0])), seq: seq,
        hash: .sha256([number, UInt8(truncatingIfNeeded: seq)]))
    }

    /// What leads up to every cut, as if all chains were here; an operation of another branch
    /// follows those of the main line.
    func lines(
      for records: [AuthorityRecord], isHere: (OperationReference) -> Bool = { _ in true }
    ) -> CutLines {
      var lines = CutLines()
      let devices: [Int?] = [nil] + keys.indices.map { $0 }
      for cut in records.flatMap(\.cuts) where isHere(cut) {
        let device = devices.first { reference(device: $0, seq: 1).chain == cut.chain }
        guard let device else { continue }
        lines.add(
          cut,
          names: Set((1..<max(1, cut.seq)).map { reference(device: device, seq: $0).hash })
            .union([cut.hash]))
      }
      return lines
    }

    func record(_ payload: Payload, by device: Int?, seq: UInt64) -> AuthorityRecord {
      AuthorityRecord(
        reference: reference(device: device, seq: seq), deviceKey: device.map { keys[$0] } ?? root,
        person: device.map { people[$0 % people.count] } ?? .zero, payload: payload)
    }

    func roster(
      _ who: Int, _ roles: Roles, removed: Bool = false, by device: Int?, seq: UInt64
    ) -> AuthorityRecord {
      let entry = RosterEntry(
        person: people[who], handle: "p\(who).\(seq)", roles: roles, removed: removed)
      return record(.roster(entry), by: device, seq: seq)
    }

    func grant(_ who: Int, by device: Int?, seq: UInt64) -> AuthorityRecord {
      let grant = DeviceGrant(
        person: people[who % people.count], deviceKey: keys[who], label: "d\(who).\(seq)")
      return record(.deviceGrant(grant), by: device, seq: seq)
    }

    func revoke(
      _ who: Int, cut: [OperationReference], by device: Int?, seq: UInt64
    ) -> AuthorityRecord {
      let revoke = DeviceRevoke(
        device: DeviceID(ofKey: keys[who]), reason: .stolen, cut: cut)
      return record(.deviceRevoke(revoke), by: device, seq: seq)
    }

    func revokeRoot(by device: Int?, seq: UInt64) -> AuthorityRecord {
      let revoke = DeviceRevoke(device: DeviceID(ofKey: root), reason: .stolen, cut: [])
      return record(.deviceRevoke(revoke), by: device, seq: seq)
    }

    func admit(_ references: [OperationReference], by device: Int?, seq: UInt64) -> AuthorityRecord
    {
      record(.admission(Admission(admitted: references)), by: device, seq: seq)
    }
  }

  /// A question put to the fold.
  struct Probe {
    var reference: OperationReference
    var kind: OperationKind
    var scope: Scope
    var person: PersonID
    var key: [UInt8]
  }

  let cast = Cast()
  var random: SplitMix64
  private(set) var records: [AuthorityRecord] = []

  /// Some of the operations at which revocations cut have not come yet.
  static func isHere(_ reference: OperationReference) -> Bool {
    reference.hash.bytes[0] % 5 > 0 || reference.hash.bytes[1] % 2 == 0
  }

  private static func beside(_ device: Int?, _ seq: UInt64) -> Hash {
    .sha256([UInt8(device ?? 100), UInt8(truncatingIfNeeded: seq), 255])
  }

  /// The operations of other branches: one at each position, behind the main line's one before.
  static let besides: Set<Hash> = {
    let devices: [Int?] = [nil] + (0..<7).map { $0 }
    return Set(devices.flatMap { device in (UInt64(1)...6).map { beside(device, $0) } })
  }()

  var lines: CutLines { cast.lines(for: records, isHere: Self.isHere) }

  var root: [UInt8] { cast.root }
  var people: [PersonID] { cast.people }

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    var lengths: [Int?: UInt64] = [:]
    for index in 0..<Int.random(in: 4...24, using: &random) {
      // The root speaks first and often, else nobody would ever be a lead.
      let author =
        index < 3 || random.chance(1, in: 3)
        ? nil : Int.random(in: 0..<cast.keys.count, using: &random)
      let seq = (lengths[author] ?? 0) + 1
      lengths[author] = seq
      records.append(act(by: author, seq: seq))
    }
  }

  private mutating func act(by author: Int?, seq: UInt64) -> AuthorityRecord {
    let device = Int.random(in: 0..<cast.keys.count, using: &random)
    let person = Int.random(in: 0..<cast.people.count, using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3:
      let roles: [Roles] = [.lead, .annotator, [.annotator, .lead], .reviewer, []]
      return cast.roster(
        person, random.pick(roles), removed: random.chance(1, in: 6), by: author, seq: seq)
    case 4...7: return cast.grant(device, by: author, seq: seq)
    case 8:
      return random.chance(1, in: 4)
        ? cast.revokeRoot(by: author, seq: seq)
        : cast.revoke(device, cut: cut(device), by: author, seq: seq)
    case 9: return cast.revoke(device, cut: cut(device), by: author, seq: seq)
    default:
      return cast.admit([reference(device), reference(device)], by: author, seq: seq)
    }
  }

  private mutating func cut(_ device: Int) -> [OperationReference] {
    (0..<Int.random(in: 0...2, using: &random)).map { _ in reference(device) }
  }

  /// A place in a device's chain, now and then on another branch of it.
  private mutating func reference(_ device: Int?) -> OperationReference {
    var reference = cast.reference(device: device, seq: UInt64.random(in: 1...6, using: &random))
    if random.chance(1, in: 8) { reference.hash = Self.beside(device, reference.seq) }
    return reference
  }

  mutating func probes() -> [Probe] {
    let kinds: [OperationKind] = [
      .judgePut, .rosterSet, .adjudicationPut, .guidelinePublish, .itemBatch, .goldPut,
      OperationKind(rawValue: 0x3F00),
    ]
    return (0..<24).map { _ in
      let device =
        random.chance(1, in: 8) ? nil : Int.random(in: 0..<cast.keys.count, using: &random)
      let person = device.map { cast.people[$0 % cast.people.count] } ?? .zero
      let scopes: [Scope] = [.pub, .pub, .from(person), .from(person), .rev, .vault, .to(person)]
      return Probe(
        reference: reference(device), kind: random.pick(kinds), scope: random.pick(scopes),
        person: person, key: device.map { cast.keys[$0] } ?? cast.root)
    }
  }
}
