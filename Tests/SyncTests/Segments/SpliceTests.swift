import Judgments
import Support
import Sync
import Testing

/// Segments put together wrongly, as careless copiers and failing disks do.
@Suite struct SpliceTests {
  /// Whether a reader takes bytes for a segment that proves itself.
  private static func isTaken(_ bytes: [UInt8]) -> Bool {
    (try? Segment(decoding: bytes).verify()) != nil
  }

  @Test func noConcatenationIsTaken() throws {
    let one = try Cuttings(seed: 70).segment().encoded
    let two = try Cuttings(seed: 71).segment().encoded
    var tried = 0
    for first in [one, two] {
      for second in [one, two] {
        // The whole of one and any end of the other, and any beginning and the whole.
        for place in stride(from: 0, to: second.count, by: 13) {
          #expect(!Self.isTaken(first + second[place...]), "from \(place)")
          #expect(!Self.isTaken(Array(second[...place]) + first), "up to \(place)")
          tried += 2
        }
        // The beginning of one and the end of the other, cut at the same place.
        for place in stride(from: 1, to: min(first.count, second.count), by: 7) {
          let mixed = Array(first[..<place]) + second[place...]
          // Both may end alike.
          guard mixed != first, mixed != second else { continue }
          #expect(!Self.isTaken(mixed), "cut at \(place)")
          tried += 1
        }
      }
    }
    print("T12: \(tried) concatenations, none taken")
  }

  @Test func noSwappedOrRepeatedBlockIsTaken() throws {
    let whole = try Cuttings(seed: 72, judgments: 40).segment().encoded
    var tried = 0
    for size in [64, 512, 4096] {
      let blocks = stride(from: 0, to: whole.count, by: size).map {
        Array(whole[$0..<min(whole.count, $0 + size)])
      }
      for left in blocks.indices {
        for right in blocks.indices where right > left && (size > 64 || right - left < 4) {
          var mixed = blocks
          mixed.swapAt(left, right)
          if blocks[left] != blocks[right] { #expect(!Self.isTaken(mixed.flatMap { $0 })) }
          mixed = blocks
          mixed[left] = blocks[right]
          if blocks[left] != blocks[right] { #expect(!Self.isTaken(mixed.flatMap { $0 })) }
          tried += 2
        }
        var repeated = blocks
        repeated.insert(blocks[left], at: left)
        #expect(!Self.isTaken(repeated.flatMap { $0 }), "block \(left) of \(size) twice")
        repeated = blocks
        repeated.remove(at: left)
        #expect(!Self.isTaken(repeated.flatMap { $0 }), "block \(left) of \(size) left out")
        tried += 2
      }
    }
    print("T12: \(tried) swapped, repeated and missing blocks, none taken")
  }

  /// With a right checksum the links and the signature are what is left to find it.
  @Test func noSwappedOperationIsTaken() throws {
    let segment = try Cuttings(seed: 73, judgments: 12).segment()
    let other = try Cuttings(seed: 74, judgments: 12).segment()
    var tried = 0
    for left in segment.operations.indices {
      for right in segment.operations.indices where left != right {
        var operations = segment.operations
        if left < right {
          operations.swapAt(left, right)
        } else {
          operations[left] = operations[right]
        }
        #expect(!Self.isTaken(Self.sealed(segment, operations)), "\(left) and \(right)")
        tried += 1
      }
      var operations = segment.operations
      operations[left] = other.operations[left]
      #expect(!Self.isTaken(Self.sealed(segment, operations)), "\(left) of another chain")
      operations = segment.operations
      operations[left].payload = operations[left].payload.map { $0 + [0] }
      #expect(!Self.isTaken(Self.sealed(segment, operations)), "\(left) with a longer payload")
      tried += 2
    }
    print("T12: \(tried) swapped operations, none taken")
  }

  private static func sealed(_ segment: Segment, _ operations: [OperationBytes]) -> [UInt8] {
    SealedFile.seal(
      Lies.body(segment.header, operations: operations, segment.signed), magic: Segment.magic)
  }

  @Test func randomDamageOfALargeSegmentIsFound() throws {
    let whole = try Cuttings(seed: 75, judgments: 60).segment().encoded
    var random = Support.SplitMix64(seed: 75)
    for round in 0..<Soak.times(500) {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
          UInt8.random(in: 1...255, using: &random)
      }
      if bytes != whole { #expect(!Self.isTaken(bytes), "seed 75, round \(round)") }
    }
    print("T12: \(Soak.times(500)) damaged segments of \(whole.count) bytes, none taken")
  }
}
