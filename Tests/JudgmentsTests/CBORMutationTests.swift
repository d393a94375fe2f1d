import Items
import Judgments
import Support
import Testing

/// A hundred thousand mutations of valid encodings, in eight parts that can run beside each other.
@Suite struct CBORMutations {
  @Test(arguments: UInt64(1)...8)
  func aMutationIsAcceptedIfAndOnlyIfItIsCanonical(_ part: UInt64) throws {
    var random = SplitMix64(seed: part)
    var (accepted, refused) = (0, 0)
    var source = RandomCBOR(seed: part)
    while accepted + refused < 12_500 {
      let valid = source.value(deepest: 9).encoded
      guard valid.count < 160 else { continue }
      for _ in 0..<5 {
        let bytes = Mutation.mutated(valid, &random)
        let read = try? CBOR(decoding: bytes)
        let expected = LenientCBOR.accepts(bytes)
        if (read != nil) != expected {
          Issue.record(
            "part \(part): \(Hexadecimal.text(bytes)) is \(expected ? "" : "not ")canonical")
          return
        }
        // What is accepted has one encoding, which are the bytes themselves.
        if let read, read.encoded != bytes {
          Issue.record("part \(part): \(Hexadecimal.text(bytes)) re-encodes otherwise")
          return
        }
        if read == nil { refused += 1 } else { accepted += 1 }
      }
    }
    // Both answers must have been asked for often, or the test would prove little.
    #expect(accepted > 1000 && refused > 1000, "part \(part): \(accepted), \(refused)")
  }

  @Test func oneByteOfLengthDecidesAtTheLimitOfSize() throws {
    for (size, accepted) in [(65_536, true), (65_537, false)] {
      let bytes = CBOR.bytes(Array(repeating: 7, count: size - 5)).encoded
      // 5 is the head of a string beyond 65,535 bytes; below it is 3.
      let padded =
        bytes.count == size
        ? bytes
        : CBOR.bytes(
          Array(repeating: 7, count: size - 3)
        ).encoded
      #expect(padded.count == size)
      #expect(((try? CBOR(decoding: padded)) != nil) == accepted)
      #expect(LenientCBOR.accepts(padded) == accepted)
    }
  }
}
