import Items
import Judgments
import Questions
import Support
import Testing

@Suite struct Payloads {
  @Test(arguments: RandomPayload.kinds)
  func everyPayloadComesBackAsItWas(_ kind: OperationKind) throws {
    for seed in UInt64(1)...200 {
      var made = RandomPayload(seed: seed << 16 | UInt64(kind.rawValue))
      let maybe = made.payload(of: kind)
      let payload = try #require(maybe, "\(kind.name) has no example")
      let bytes = payload.map.encoded
      let read = try Payload(kind: kind, map: CBOR(decoding: bytes))
      #expect(read == payload, "\(kind.name), seed \(seed)")
      #expect(read.map.encoded == bytes, "\(kind.name), seed \(seed)")
    }
  }

  @Test(arguments: RandomPayload.kinds)
  func aPayloadWithoutARequiredKeyIsRefusedByThatKey(_ kind: OperationKind) throws {
    for seed in UInt64(1)...40 {
      var made = RandomPayload(seed: seed << 16 | UInt64(kind.rawValue))
      guard let payload = made.payload(of: kind), case .map(let pairs) = payload.map else {
        continue
      }
      let required = Self.required[kind] ?? []
      for pair in pairs where required.contains(pair.key) {
        let fault = #expect(throws: PayloadFault.self, "\(kind.name) without \(pair.key)") {
          try Payload(kind: kind, map: .map(pairs.filter { $0.key != pair.key }))
        }
        #expect(fault == PayloadFault(key: pair.key, reason: "is missing"))
      }
    }
  }

  @Test(arguments: RandomPayload.kinds)
  func aKeyOfAnotherTypeIsRefusedByThatKey(_ kind: OperationKind) throws {
    for seed in UInt64(1)...40 {
      var made = RandomPayload(seed: seed << 16 | UInt64(kind.rawValue))
      guard let payload = made.payload(of: kind), case .map(let pairs) = payload.map else {
        continue
      }
      for index in pairs.indices where pairs[index].key < 14 {
        var wrong = pairs
        // No key of any kind holds nothing.
        wrong[index].value = .null
        let fault = #expect(throws: PayloadFault.self, "\(kind.name), key \(pairs[index].key)") {
          try Payload(kind: kind, map: .map(wrong))
        }
        #expect(fault?.key == pairs[index].key, "\(kind.name)")
      }
    }
  }

  /// The keys that stand in every payload of a kind.
  private static let required: [OperationKind: Set<UInt64>] = [
    .projectGenesis: [0, 1, 2, 3], .chainOpen: [0, 1, 2, 3, 5, 6, 7], .chainClose: [0],
    .rosterSet: [0, 1, 2], .deviceGrant: [0, 1, 2], .deviceRevoke: [0, 1, 2],
    .operationAdmit: [0], .guidelinePublish: [0, 1], .schemaPublish: [0, 1], .policySet: [0, 1],
    .itemBatch: [0, 1], .itemPut: [0, 1, 2], .itemRetire: [0, 1], .judgePut: [0],
    .judgeImport: [0, 2, 3, 4], .adjudicationPut: [0, 2, 3], .assignAdd: [0, 2, 3],
    .guideAcknowledge: [0], .askAdd: [0, 1], .noteAdd: [0, 1],
  ]

  @Test func keysOfANewerVersionAreReadOverAndCarriedUpTo127() throws {
    let item = ItemID(firstBytesOf: .zero)
    let extra = [14, 64, 127, 128, 255, 300].map { CBORPair(key: $0, value: .unsigned($0)) }
    guard case .map(let pairs) = Judgment(item: item).map else {
      Issue.record("a judgment's payload is no map")
      return
    }
    let judgment = try Judgment(map: .map(pairs + extra))
    #expect(judgment.carried.map(\.key) == [14, 64, 127])
    #expect(judgment.map == .map(pairs + extra.prefix(3)))
    for kind in RandomPayload.kinds where kind != .judgePut && kind != .adjudicationPut {
      var made = RandomPayload(seed: UInt64(kind.rawValue))
      guard let payload = made.payload(of: kind), payload != .removal,
        case .map(let pairs) = payload.map
      else { continue }
      #expect(try Payload(kind: kind, map: .map(pairs + extra)) == payload, "\(kind.name)")
    }
  }

  @Test func aHigherSchemaVersionAndAnUnknownKindAreKeptAsTheyStand() throws {
    let map = CBOR.map([CBORPair(key: 77, value: .null)])
    #expect(try Payload(kind: .judgePut, schemaVersion: 2, map: map) == .unknown(map))
    for kind in [OperationKind(rawValue: 0x1999), .goldPut, .goldCommit, .eraseGrant] {
      #expect(try Payload(kind: kind, map: map) == .unknown(map))
      #expect(!kind.isKnown)
    }
  }

  @Test func numbersOutOfTheirRangeAreRefused() throws {
    let item = CBOR.bytes(ItemID.zero.bytes)
    for (key, value, reason) in [
      (1, CBOR.unsigned(1 << 32), "is beyond 32 bits"),
      (3, .unsigned(3), "is no reason for putting aside"),
      (4, .unsigned(0), "is not between 1 and 5"), (4, .unsigned(6), "is not between 1 and 5"),
      (8, .bytes([1]), "is not 32 bytes"), (10, .bytes([1]), "is not 16 bytes"),
      (12, .array([.null]), "is not a reference"),
      (2, .array([.array([.text("q"), .null])]), "holds what is no answer"),
      (2, .array([.array([.text("q")])]), "holds no pair"),
    ] as [(UInt64, CBOR, String)] {
      let map = CBOR.map([CBORPair(key: 0, value: item), CBORPair(key: key, value: value)])
      #expect(throws: PayloadFault(key: key, reason: reason)) { try Judgment(map: map) }
    }
    #expect(
      PayloadFault(key: 4, reason: "is not between 1 and 5").message
        == "The payload's key 4 is not between 1 and 5.")
  }

  @Test func whatIsKeyedByTextIsSortedByItsBytesAndHoldsEachTextOnce() throws {
    let item = ItemID.zero
    let judgment = Judgment(
      item: item,
      answers: [
        Answered("z", .text("1")), Answered("\u{E9}", .text("2")), Answered("e\u{301}", .text("3")),
        Answered("z", .text("4")),
      ],
      presented: [Presented(question: "b", fields: ["x"]), Presented(question: "a", fields: [])],
      read: [FieldRead(field: "b", permille: 1), FieldRead(field: "a", permille: 2)])
    let read = try Judgment(map: judgment.map)
    // Of two answers to one question the later one is written.
    #expect(
      read.answers == [
        Answered("e\u{301}", .text("3")), Answered("z", .text("4")), Answered("\u{E9}", .text("2")),
      ])
    #expect(read.presented.map(\.question) == ["a", "b"])
    #expect(read.read.map(\.field) == ["a", "b"])
    for (key, pair) in [
      (2, CBOR.text("v")), (7, .array([])), (13, .unsigned(1)),
    ] as [(UInt64, CBOR)] {
      for names in [["b", "a"], ["a", "a"]] {
        let map = CBOR.map([
          CBORPair(key: 0, value: .bytes(item.bytes)),
          CBORPair(key: key, value: .array(names.map { .array([.text($0), pair]) })),
        ])
        #expect(throws: PayloadFault(key: key, reason: "is not sorted, or holds a text twice")) {
          try Judgment(map: map)
        }
      }
    }
  }

  @Test func twinsShareAnswersReasonAndRetractionAlone() {
    var left = RandomPayload(seed: 3).judgmentOnce()
    let right = left
    left.confidence = (left.confidence ?? 0) % 5 + 1
    left.activeMilliseconds &+= 1
    left.carried = []
    left.read = []
    #expect(left.decision == right.decision)
    left.retracted.toggle()
    #expect(left.decision != right.decision)
  }

  @Test func integersAreAnswersToTheirEnds() throws {
    for number in [Int.min, -1, 0, 23, .max] {
      #expect(AnswerValue(coded: AnswerValue.integer(number).coded) == .integer(number))
    }
    #expect(AnswerValue(coded: .unsigned(UInt64(Int.max) + 1)) == nil)
    #expect(AnswerValue(coded: .negative(UInt64(Int.max) + 1)) == nil)
    #expect(AnswerValue(coded: .array([.bytes([])])) == nil)
  }
}

extension RandomPayload {
  /// A judgment of a generator that is not used again.
  func judgmentOnce() -> Judgment {
    var copy = self
    return copy.judgment()
  }
}
