import Items
import Judgments
import Testing

/// Every constant was computed apart, with Python's hashlib and cbor2, from the same inputs.
///
///     def cell(family, item=bytes(16), person=bytes(16), layer=0):
///         return sha256(b"gloss-cell\0" + pack(">H", family) + item + person + pack(">I", layer))
@Suite struct DerivedIdentifiers {
  private let project = ProjectID(bytes: 0..<16)
  private let item = ItemID(bytes: 16..<32) ?? .zero
  private let person = PersonID(bytes: 32..<48) ?? .zero

  @Test func itemsAreNamedByProjectDatasetAndExternalID() throws {
    let project = try #require(project)
    #expect(
      Item.identity(project: project, dataset: "", externalID: "q-0417").hex
        == "a2d283945a16267249de851a512a436d")
    #expect(
      Item.identity(project: project, dataset: "r\u{E9}ponses", externalID: "7").hex
        == "97d50b4f6b39a80ee46eabed1e981ba4")
  }

  @Test func cellsAreNamedByFamilyItemPersonAndLayer() {
    let cells = [
      Cell.judgment(item: item, person: person): "1ac0105bed8aa84f354da83c6067e24b",
      Cell.judgment(item: item, person: person, layer: 0x0102_0304):
        "398f14524db63cdebcec62ff0cd57944",
      Cell.adjudication(item: item): "3a665d86669c9539ca818ac6fbf7a591",
      Cell.adjudication(item: item, layer: 2): "32d03c5118453e75662457df7e2d8ab5",
      Cell.item(item): "9adcb8c53ff42bbad0f3ef7813fa122d",
      Cell.handbook: "4fb3c76744e26beae05ef18e04efb1f0",
      Cell.schema: "fa6b20de38fc2f84f2805c357878eb1c",
      // Layer is the first four bytes of sha256(b"lead").
      Cell.policy("lead"): "a62b34540940a58eb912992a3cfe082d",
    ]
    #expect(cells.count == 8)
    for (cell, expected) in cells { #expect(cell.hex == expected) }
  }

  @Test func aDeviceIsNamedByItsKey() {
    #expect(DeviceID(ofKey: Array(0..<32)).hex == "630dcd2966c4336691125448bbb25b4f")
  }

  /// A first envelope with a zero salt and the map {0: 32 zero bytes}, kind chain.open.
  @Test func aChainAndAnOperationAreNamedByTheirBytes() throws {
    let map = CBOR.map([CBORPair(key: 0, value: .bytes(Array(repeating: 0, count: 32)))])
    let payload = Array(repeating: UInt8(0), count: 16) + map.encoded
    var envelope = Envelope(
      chain: .zero, seq: 1, prev: .zero, hlc: 1_767_604_211_000 << 16 | 5, kind: .chainOpen,
      payloadLength: UInt64(payload.count), payloadHash: Operation.payloadHash(payload))
    envelope.chain = ChainID.opened(by: envelope)
    let operation = Operation(envelope: envelope, payload: payload)
    #expect(envelope.chain.hex == "f8d94ae579216ce4fda4748dfbfab6c4")
    #expect(
      Hexadecimal.text(operation.envelopeBytes)
        == """
        8b0150f8d94ae579216ce4fda4748dfbfab6c4015820\(String(repeating: "0", count: 64))\
        1b019b8d6bcd38000501014080183458\
        2006af78b803b3aa92af5bd1cd0e7532c9210c5068f2ee1978a5e73333e6943806
        """)
    #expect(
      operation.hash.hex == "ef8c47bf84e19d76fcdba3de7d8e14161b4dfb538dd1ccda0451bb740645b89d")
    #expect(ProjectID.founded(by: operation.hash).hex == "ef8c47bf84e19d76fcdba3de7d8e1416")
    // The id does not depend on what stands in the field that it fills.
    #expect(ChainID.opened(by: envelope) == envelope.chain)
  }

  @Test func aHaveVectorIsNamedByItsSortedFrontiers() throws {
    func frontier(_ chain: UInt8, _ seq: UInt64, _ hash: UInt8) throws -> Frontier {
      Frontier(
        chain: try #require(ChainID(bytes: Array(repeating: chain, count: 16))), seq: seq,
        hash: try #require(Hash(bytes: Array(repeating: hash, count: 32))))
    }
    let two = [try frontier(2, 7, 3), try frontier(1, 300, 4)]
    let expected = "936431d3f3bbe588fb400087234ef66a487da73d43c388a3a1f3d8f67c8b9cd0"
    #expect(HaveVector(two).digest.hex == expected)
    #expect(HaveVector(two.reversed()).digest.hex == expected)
  }
}
