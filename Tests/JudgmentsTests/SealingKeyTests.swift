import Items
import Judgments
import Support
import Testing

@Suite struct SealingKeys {
  private let cast = AuthorityHistory.Cast()

  private func key(_ seed: UInt8) throws -> DeviceKey {
    try #require(DeviceKey(secret: Array(repeating: seed, count: 32)))
  }

  private func granting(
    _ who: Int, _ sealingKey: [UInt8]?, device: Int? = nil, by author: Int? = nil, seq: UInt64
  ) -> AuthorityRecord {
    cast.record(
      .deviceGrant(
        DeviceGrant(
          person: cast.people[who], deviceKey: cast.keys[device ?? who], label: "",
          sealingKey: sealingKey)),
      by: author, seq: seq)
  }

  private func fold(_ records: [AuthorityRecord]) -> Authority {
    Authority(rootKey: cast.root, records: records, lines: CutLines())
  }

  /// The bytes were computed apart, in Python after RFC 5869 and RFC 7748.
  @Test func aDevicesSealingKeyHasTheseBytes() throws {
    #expect(
      Hexadecimal.text(try key(1).sealingKey)
        == "d76ad3f6538d4a721a0b39545621d63e8a5d57d343143cfde7e5fe418f2a4c33")
    #expect(try key(1).sealingKey != key(1).publicKey)
    #expect(try key(1).sealingKey != key(2).sealingKey)
  }

  @Test func aGrantWithoutItKeepsItsBytes() throws {
    let older = Hexadecimal.bytes(
      "a30050dbc1b4c900ffe48d575b5da5c63804010158208139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37"
        + "a25df60f5b8fc9b394026c6164612773206c6170746f70")
    let grant = try DeviceGrant(map: CBOR(decoding: try #require(older)))
    #expect(grant.sealingKey == nil)
    #expect(grant.map.encoded == older)
  }

  @Test(arguments: [0, 16, 31, 33])
  func aKeyOfAnotherLengthIsNoGrant(_ length: Int) {
    let map = DeviceGrant(
      person: .zero, deviceKey: cast.root, label: "", sealingKey: Array(repeating: 1, count: length)
    ).map
    #expect(throws: PayloadFault(key: 3, reason: "is not 32 bytes")) { try DeviceGrant(map: map) }
  }

  @Test func theKeysOfGrantedDevicesAreKnownUntilTheyAreRevoked() throws {
    let (first, second) = (try key(11).sealingKey, try key(12).sealingKey)
    let known = [
      cast.roster(1, .annotator, by: nil, seq: 2), granting(1, first, seq: 3),
      granting(1, second, device: 5, seq: 4), granting(1, nil, device: 6, seq: 5),
      granting(2, try key(13).sealingKey, seq: 6),
    ]
    #expect(Set(fold(known).sealingKeys(of: cast.people[1])) == [first, second])
    // Whoever is on no roster reads nothing, granted or not.
    #expect(fold(known).sealingKeys(of: cast.people[2]) == [])
    let revoked = fold(known + [cast.revoke(5, cut: [], by: nil, seq: 7)])
    #expect(revoked.sealingKeys(of: cast.people[1]) == [first])
    let removed = fold(known + [cast.roster(1, .annotator, removed: true, by: nil, seq: 8)])
    #expect(removed.sealingKeys(of: cast.people[1]) == [])
  }

  @Test func aLaterGrantNamesAnotherKeyAndAnOlderFormTakesNoneAway() throws {
    let (first, second) = (try key(11).sealingKey, try key(12).sealingKey)
    let known = [cast.roster(1, .annotator, by: nil, seq: 2), granting(1, first, seq: 3)]
    let renewed = known + [granting(1, second, seq: 4), granting(1, nil, seq: 5)]
    for records in [renewed, renewed.reversed()] {
      #expect(fold(records).sealingKeys(of: cast.people[1]) == [second])
    }
  }

  /// Else an annotator could have what others may read sealed to a device of their own.
  @Test func nobodyWithoutAuthorityNamesAKey() throws {
    let (first, other) = (try key(11).sealingKey, try key(12).sealingKey)
    let authority = fold([
      cast.roster(1, .annotator, by: nil, seq: 2), granting(1, first, seq: 3),
      cast.roster(2, .annotator, by: nil, seq: 4), cast.grant(2, by: nil, seq: 5),
      granting(1, other, by: 2, seq: 9),
    ])
    #expect(authority.sealingKeys(of: cast.people[1]) == [first])
  }
}
