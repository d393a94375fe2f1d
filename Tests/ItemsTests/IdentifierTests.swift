import Items
import Support
import Testing

@Suite struct Identifiers {
  @Test func bytesAndDigitsComeBack() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      let id = try #require(ItemID(bytes: bytes))
      #expect(id.bytes == bytes)
      #expect(ItemID(hex: id.hex) == id)
      #expect(ItemID(hex: id.hex.uppercased()) == id)
    }
  }

  @Test func theOrderIsThatOfTheBytes() throws {
    var random = SplitMix64(seed: 8)
    for _ in 0..<500 {
      let left = (0..<16).map { _ in UInt8.random(in: 0...2, using: &random) }
      let right = (0..<16).map { _ in UInt8.random(in: 0...2, using: &random) }
      let (one, other) = (try #require(CellID(bytes: left)), try #require(CellID(bytes: right)))
      #expect((one < other) == left.lexicographicallyPrecedes(right))
      let hashes = (
        try #require(Hash(bytes: left + right)), try #require(Hash(bytes: right + left))
      )
      #expect((hashes.0 < hashes.1) == (left + right).lexicographicallyPrecedes(right + left))
    }
  }

  @Test func otherCountsAndDigitsAreNoIdentifier() {
    #expect(ItemID(bytes: [1, 2]) == nil)
    #expect(ItemID(hex: "zz") == nil)
    #expect(ItemID(hex: String(repeating: "0", count: 31)) == nil)
    #expect(ItemID(hex: String(repeating: "é", count: 16)) == nil)
    #expect(Hash(hex: "00") == nil)
    #expect(ItemID.zero.bytes == [UInt8](repeating: 0, count: 16))
  }

  @Test func theHashIsSHA256() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(Hash.sha256(Array("abc".utf8)).hex == abc)
    #expect(Hash.sha256(Array("a".utf8), [], Array("bc".utf8)).hex == abc)
    var progress = HashInProgress()
    progress.update(Array("ab".utf8))
    progress.update(Array("c".utf8))
    #expect(progress.finished().hex == abc)
    #expect(Hash(hex: abc)?.bytes.first == 0xBA)
  }

  // Both values were computed with Python's hashlib from the definition in operations.md.
  @Test func anItemIsNamedByProjectDatasetAndExternalID() throws {
    let project = try #require(ProjectID(hex: "000102030405060708090a0b0c0d0e0f"))
    let id = Item.identity(project: project, dataset: "", externalID: "q-0417")
    #expect(id.hex == "a2d283945a16267249de851a512a436d")
    let other = Item.identity(project: project, dataset: "é", externalID: "7")
    #expect(other.hex == "886e0843b0b05dcfd35540de9b4c2869")
  }

  @Test func lengthsKeepDatasetAndExternalIDApart() {
    let one = Item.identity(project: .zero, dataset: "a", externalID: "bc")
    let other = Item.identity(project: .zero, dataset: "ab", externalID: "c")
    #expect(one != other)
  }

  @Test func theContentIDIsTheHashOfTheCanonicalText() {
    #expect(
      Item.contentID(["b": 1, "a": "x"]) == Hash.sha256(Array(#"{"a":"x","b":1}"#.utf8)).hex)
  }
}
