import Items
import Judgments
import Questions
import Support

/// Makes payloads of every kind, absent and present keys alike.
struct RandomPayload {
  var random: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// The kinds whose payloads this version reads.
  static let kinds = OperationKind.named.filter(\.isKnown)

  mutating func payload(of kind: OperationKind) -> Payload? {
    switch kind {
    case .projectGenesis:
      .genesis(
        Genesis(
          rootKey: bytes(32), name: text(), createdMilliseconds: number(), formatFloor: number()))
    case .chainOpen: .chainOpen(opening())
    case .chainClose: .chainClose(ChainClose(heads: references()))
    case .rosterSet:
      .roster(
        RosterEntry(
          person: id(), handle: text(), roles: Roles(rawValue: number()), removed: flag()))
    case .deviceGrant:
      .deviceGrant(
        DeviceGrant(
          person: id(), deviceKey: bytes(32), label: text(), sealingKey: maybe { $0.bytes(32) }))
    case .deviceRevoke:
      .deviceRevoke(
        DeviceRevoke(
          device: id(), reason: random.pick([.departed, .stolen, .replaced]), cut: references()))
    case .operationAdmit: .admission(Admission(admitted: references()))
    case .receipt: .receipt(Receipt(held: references()))
    case .guidelinePublish:
      .handbook(
        HandbookPublication(
          label: text(), blob: hash(), changes: text(), changedInMeaning: texts()))
    case .schemaPublish:
      .schema(
        SchemaPublication(
          label: text(), blob: hash(),
          renamed: keyed { SchemaPublication.Renaming(old: $0, new: $1.text()) },
          judgeAgain: texts()))
    case .policySet: .policy(Policy(name: text(), value: text()))
    case .itemBatch:
      .itemBatch(
        ItemBatch(
          dataset: text(),
          entries: many { .init(externalID: $0.text(), content: $0.content()) }))
    case .itemPut:
      .itemPut(ItemPut(dataset: text(), externalID: text(), content: content()))
    case .itemRetire: .itemRetire(ItemRetire(item: id(), reason: text()))
    case .judgePut: .judgment(judgment())
    case .judgeImport:
      .importedJudgment(
        ImportedJudgment(
          item: id(), layer: layer(), answers: answers(), annotator: text(), source: text(),
          atMilliseconds: maybe { $0.number() }))
    case .adjudicationPut:
      .adjudication(
        Adjudication(
          item: id(), layer: layer(), answers: answers(), considered: references(),
          cause: maybe { $0.text() }, text: maybe { $0.text() }, retracted: flag(),
          carried: carried(from: 12)))
    case .assignAdd:
      .assignment(
        Assignment(
          assignment: id(), layer: layer(), items: many { $0.id() }, orderSeed: bytes(8),
          round: maybe { $0.text() }, dueMilliseconds: maybe { $0.number() }))
    case .askAdd: flag() ? .removal : .ask(remark())
    case .noteAdd: flag() ? .removal : .note(remark())
    case .assignCancel: .removal
    case .guideAcknowledge: .acknowledgement(GuideAcknowledgement(handbook: hash()))
    default: nil
    }
  }

  mutating func judgment() -> Judgment {
    Judgment(
      item: id(), layer: layer(), answers: answers(),
      aside: maybe { $0.random.pick(Aside.allCases) },
      confidence: maybe { Int.random(in: 1...5, using: &$0.random) },
      activeMilliseconds: number(), awayMilliseconds: number(),
      presented: keyed { Presented(question: $0, fields: $1.texts()) },
      handbook: maybe { $0.hash() }, schema: maybe { $0.hash() }, assignment: maybe { $0.id() },
      retracted: flag(), undoes: maybe { $0.reference() },
      read: keyed {
        FieldRead(field: $0, permille: UInt64.random(in: 0...1000, using: &$1.random))
      },
      carried: carried(from: 14))
  }

  private mutating func opening() -> ChainOpen {
    let scopes: [Scope] = [.pub, .rev, .vault, .to(id()), .from(id())]
    return ChainOpen(
      project: id(), scope: random.pick(scopes), person: id(), deviceKey: bytes(32),
      parents: references(), cause: random.pick([.fresh, .copy, .restore, .clock]),
      program: text(), nonce: bytes(16))
  }

  private mutating func remark() -> Remark {
    Remark(item: id(), text: text(), rule: maybe { $0.text() }, question: maybe { $0.text() })
  }

  private mutating func content() -> ItemContent { flag() ? .text(text()) : .blob(hash()) }

  mutating func answers() -> [Answered] { keyed { Answered($0, $1.answer(depth: 0)) } }

  private mutating func answer(depth: Int) -> AnswerValue {
    switch Int.random(in: 0..<(depth < 3 ? 3 : 2), using: &random) {
    case 0: .text(text())
    case 1: .integer(random.pick([0, -1, 5, .min, .max, Int(truncatingIfNeeded: random.next())]))
    default: .list(many { $0.answer(depth: depth + 1) })
    }
  }

  /// Keys that a newer version may have written and that an edit keeps.
  private mutating func carried(from first: UInt64) -> [CBORPair] {
    let keys = Set(many { UInt64.random(in: first...127, using: &$0.random) }).sorted()
    var values = RandomCBOR(seed: random.next())
    return keys.map { CBORPair(key: $0, value: values.value(deepest: 3)) }
  }

  mutating func number() -> UInt64 { random.next() >> UInt64.random(in: 0..<64, using: &random) }
  mutating func layer() -> UInt32 { UInt32(truncatingIfNeeded: flag() ? 0 : random.next()) }
  mutating func flag() -> Bool { random.chance(1, in: 2) }
  mutating func hash() -> Hash { .sha256(bytes(8)) }
  mutating func id<Tag>() -> Identifier<Tag> { Identifier(firstBytesOf: hash()) }
  mutating func references() -> [OperationReference] { many { $0.reference() } }
  mutating func texts() -> [String] { many { $0.text() } }

  mutating func reference() -> OperationReference {
    OperationReference(chain: id(), seq: number(), hash: hash())
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<6, using: &random) {
      text.unicodeScalars.append(
        flag() ? random.scalar() : random.pick(["a", "b", "\0", "e", "\u{301}", "\u{E9}"]))
    }
    return text
  }

  private mutating func many<Member>(_ make: (inout Self) -> Member) -> [Member] {
    var members: [Member] = []
    for _ in 0..<Int.random(in: 0..<4, using: &random) { members.append(make(&self)) }
    return members
  }

  private mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
    flag() ? make(&self) : nil
  }

  /// Members for different texts, in the order in which they are written.
  private mutating func keyed<Member>(_ make: (String, inout Self) -> Member) -> [Member] {
    var seen: Set<[UInt8]> = []
    let keys = texts().filter { seen.insert(Array($0.utf8)).inserted }
      .sorted { $0.precedesByBytes($1) }
    var members: [Member] = []
    for key in keys { members.append(make(key, &self)) }
    return members
  }
}
