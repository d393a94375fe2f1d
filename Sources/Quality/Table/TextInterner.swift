/// Numbers texts in the order of their first appearance, straight from the bytes of a file.
///
/// The texts lie one after another in a single block, so that a million short names cost no
/// million allocations.
struct TextInterner {
  private var bytes: ContiguousArray<UInt8> = []
  private var starts: ContiguousArray<Int> = [0]
  private var slots = ContiguousArray<Int32>(repeating: -1, count: 256)
  private var last: Int32 = -1

  var count: Int { starts.count - 1 }

  @inline(__always)
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) &* 0x9E37_79B9_7F4A_7C15 >> 24)
  }

  @inline(__always)
  private func matches(_ code: Int32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[Int(code)]
    guard starts[Int(code) + 1] - start == text.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for place in 0..<text.count where bytes[start + place] != text[place] { return false }
      return true
    }
  }

  @inline(__always)
  mutating func code(of text: UnsafeBufferPointer<UInt8>) -> Int32 {
    // Files are mostly sorted by item, so the value before is the likeliest.
    if last >= 0, matches(last, text) { return last }
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] >= 0 {
      if matches(slots[slot], text) {
        last = slots[slot]
        return last
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    bytes.append(contentsOf: text)
    starts.append(bytes.count)
    last = Int32(count - 1)
    slots[slot] = last
    if count * 2 > slots.count { grow() }
    return last
  }

  mutating func code(of text: String) -> Int32 {
    var text = text
    return text.withUTF8 { code(of: $0) }
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: -1, count: slots.count * 2)
    bytes.withUnsafeBufferPointer { bytes in
      for code in 0..<count {
        let text = UnsafeBufferPointer(rebasing: bytes[starts[code]..<starts[code + 1]])
        var slot = Self.hash(text) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(code)
      }
    }
  }

  var texts: [String] {
    bytes.withUnsafeBufferPointer { bytes in
      (0..<count).map { code in
        String(decoding: bytes[starts[code]..<starts[code + 1]], as: UTF8.self)
      }
    }
  }
}
