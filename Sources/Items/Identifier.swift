/// A 16-byte name of one thing in a project, typed by what it names.
///
/// Ordered and compared by its bytes. How each identifier is derived is fixed in
/// `Documentation/operations.md`, section Identifiers.
package struct Identifier<Tag>: Hashable, Comparable, Sendable {
  // Two big-endian words, so that comparing them compares the bytes.
  private let high: UInt64
  private let low: UInt64

  /// Makes an identifier of exactly 16 bytes, or nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    self.init(leading: bytes)
  }

  /// Makes an identifier of an array of exactly 16 bytes, or nil for any other count.
  ///
  /// Other modules cannot specialize the general initializer, which costs them microseconds.
  package init?(bytes: [UInt8]) {
    guard let identifier = bytes.withUnsafeBytes({ Self(raw: $0) }) else { return nil }
    self = identifier
  }

  /// Makes an identifier of exactly 16 bytes in memory, or nil for any other count.
  package init?(raw: UnsafeRawBufferPointer) {
    guard raw.count == 16 else { return nil }
    high = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    low = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// Makes an identifier of the first 16 bytes of a hash.
  package init(firstBytesOf hash: Hash) {
    self.init(high: hash.words[0], low: hash.words[1])
  }

  /// Makes an identifier of 32 hexadecimal digits, of either case, or nil.
  package init?(hex: String) {
    guard let bytes = Hexadecimal.bytes(hex) else { return nil }
    self.init(bytes: bytes)
  }

  private init(leading bytes: some Collection<UInt8>) {
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in bytes.prefix(16).enumerated() {
      if index < 8 {
        words.0 = words.0 << 8 | UInt64(byte)
      } else {
        words.1 = words.1 << 8 | UInt64(byte)
      }
    }
    (high, low) = words
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Sixteen zero bytes, which stand for "none" in a cell's derivation.
  package static var zero: Self { Self(high: 0, low: 0) }

  /// The 16 bytes.
  package var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      raw.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      raw.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
      count = 16
    }
  }

  /// Lends the 16 bytes.
  package func withBytes(_ use: (UnsafeRawBufferPointer) -> Void) {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { use($0) }
  }

  /// The first 8 bytes as a big-endian number, by which identifiers sort.
  package var leading: UInt64 { high }

  /// The 32 lower-case hexadecimal digits.
  package var hex: String { Hexadecimal.text(bytes) }

  package static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension Identifier: CustomStringConvertible {
  package var description: String { hex }
}

/// Names a project.
package enum ProjectTag {}
/// Names a person.
package enum PersonTag {}
/// Names a device, which is a key pair of a person.
package enum DeviceTag {}
/// Names an item.
package enum ItemTag {}
/// Names a chain of operations.
package enum ChainTag {}
/// Names a cell: what a register operation is about.
package enum CellTag {}
/// Names an assignment of items to a person.
package enum AssignmentTag {}

package typealias ProjectID = Identifier<ProjectTag>
package typealias PersonID = Identifier<PersonTag>
package typealias DeviceID = Identifier<DeviceTag>
package typealias ItemID = Identifier<ItemTag>
package typealias ChainID = Identifier<ChainTag>
package typealias CellID = Identifier<CellTag>
package typealias AssignmentID = Identifier<AssignmentTag>
