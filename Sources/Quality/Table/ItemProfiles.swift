/// How the judgments of each item fall on the categories, with equal items counted once.
///
/// Agreement that does not ask who judged depends on these alone. A million judgments of five
/// classes fall into a few hundred profiles, so a statistic, and each replicate of its bootstrap,
/// costs hundreds of steps instead of a million.
package struct ItemProfiles: Sendable {
  package let scale: CategoryScale
  /// The entries of profile p stand at `starts[p] ..< starts[p + 1]`, in the order of categories.
  package private(set) var starts: ContiguousArray<Int32> = [0]
  package private(set) var category: ContiguousArray<Int32> = []
  package private(set) var count: ContiguousArray<Double> = []
  /// The number of judgments in each profile.
  package private(set) var size: ContiguousArray<Double> = []
  /// How many items have each profile.
  package private(set) var weights: ContiguousArray<Double> = []
  /// The profile of each item; −1 for an item without judgments.
  package private(set) var profileOfItem: ContiguousArray<Int32> = []
  package private(set) var counts = SampleCounts()

  package var profileCount: Int { size.count }

  package func entries(_ profile: Int) -> Range<Int> {
    Int(starts[profile])..<Int(starts[profile + 1])
  }

  private init(scale: CategoryScale) {
    self.scale = scale
  }

  /// Makes the profiles of a table's items.
  package init(_ table: RatingTable) {
    self.init(scale: table.scale)
    profileOfItem = ContiguousArray(repeating: -1, count: table.items.count)
    var largest = 0
    for item in table.items.indices { largest = max(largest, table.judgments(of: item).count) }
    let bits = Int.bitWidth - largest.leadingZeroBitCount
    if bits * scale.count <= 128 {
      packed(table, bits: max(bits, 1))
    } else {
      sorted(table)
    }
    counts = table.counts
  }

  /// Makes the profiles of items × categories counts, as Fleiss's tables print them.
  package init(counts rows: [[Double]], scale: CategoryScale) {
    self.init(scale: scale)
    var known: [[Double]: Int32] = [:]
    for row in rows {
      let total = row.reduce(0, +)
      counts.judgments += Int(total)
      if total > 0 { counts.items += 1 }
      if total > 1 { counts.pairable += 1 }
      guard total > 0 else {
        profileOfItem.append(-1)
        continue
      }
      let profile = known[row] ?? append(row.enumerated().filter { $0.element > 0 })
      known[row] = profile
      weights[Int(profile)] += 1
      profileOfItem.append(profile)
    }
  }

  /// Makes the profiles of a table of two annotators' labels, rows × columns.
  package init(_ table: ContingencyTable) {
    self.init(scale: table.scale)
    let q = table.scale.count
    for i in 0..<q {
      for j in 0..<q where table[i, j] > 0 {
        let n = table[i, j]
        let entries =
          i == j ? [(i, 2.0)] : [(min(i, j), 1.0), (max(i, j), 1.0)]
        let profile = append(entries.map { (offset: $0.0, element: $0.1) })
        weights[Int(profile)] += n
        for _ in 0..<Int(n) { profileOfItem.append(profile) }
      }
    }
    let items = Int(table.total)
    counts = SampleCounts(items: items, pairable: items, judgments: 2 * items, annotators: 2)
  }

  private mutating func append(_ entries: [(offset: Int, element: Double)]) -> Int32 {
    for entry in entries {
      category.append(Int32(entry.offset))
      count.append(entry.element)
    }
    starts.append(Int32(category.count))
    size.append(entries.reduce(0) { $0 + $1.element })
    weights.append(0)
    return Int32(size.count - 1)
  }

  /// Few categories: the counts of an item packed into one number are its profile's key.
  private mutating func packed(_ table: RatingTable, bits: Int) {
    let q = scale.count
    let unit = (0..<q).map { UInt128(1) << UInt128($0 * bits) }
    let mask = (UInt128(1) << UInt128(bits)) - 1
    var index = KeyIndex()
    for item in table.items.indices {
      let rows = table.judgments(of: item)
      if rows.isEmpty { continue }
      var key: UInt128 = 0
      for row in rows { key += unit[Int(table.label[row])] }
      let (profile, isNew) = index.code(of: key)
      if isNew {
        _ = append(
          (0..<q).compactMap { k in
            let n = (key >> UInt128(k * bits)) & mask
            return n > 0 ? (offset: k, element: Double(n)) : nil
          })
      }
      weights[profile] += 1
      profileOfItem[item] = Int32(profile)
    }
  }

  /// Many categories: the sorted labels of an item are its profile's key.
  private mutating func sorted(_ table: RatingTable) {
    var known: [ArraySlice<Int32>: Int32] = [:]
    for item in table.items.indices {
      let rows = table.judgments(of: item)
      if rows.isEmpty { continue }
      let labels = ArraySlice(table.label[rows].sorted())
      if let profile = known[labels] {
        weights[Int(profile)] += 1
        profileOfItem[item] = profile
        continue
      }
      var entries: [(offset: Int, element: Double)] = []
      for label in labels {
        if let last = entries.last, last.offset == Int(label) {
          entries[entries.count - 1].element += 1
        } else {
          entries.append((offset: Int(label), element: 1))
        }
      }
      let profile = append(entries)
      known[labels] = profile
      weights[Int(profile)] += 1
      profileOfItem[item] = profile
    }
  }
}

/// Numbers keys in the order of their first appearance, by open addressing.
private struct KeyIndex {
  private var keys = ContiguousArray<UInt128>(repeating: 0, count: 1024)
  private var codes = ContiguousArray<Int32>(repeating: -1, count: 1024)
  private var count = 0

  @inline(__always)
  mutating func code(of key: UInt128) -> (Int, isNew: Bool) {
    var slot = Self.hash(key) & (codes.count - 1)
    while codes[slot] >= 0 {
      if keys[slot] == key { return (Int(codes[slot]), false) }
      slot = (slot + 1) & (codes.count - 1)
    }
    keys[slot] = key
    codes[slot] = Int32(count)
    count += 1
    if count * 2 > codes.count { grow() }
    return (count - 1, true)
  }

  private static func hash(_ key: UInt128) -> Int {
    let mixed =
      (UInt64(truncatingIfNeeded: key) ^ UInt64(truncatingIfNeeded: key >> 64)
        &* 0x9FB2_1C65_1E98_DF25)
      &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 20)
  }

  private mutating func grow() {
    let (oldKeys, oldCodes) = (keys, codes)
    keys = ContiguousArray(repeating: 0, count: oldKeys.count * 2)
    codes = ContiguousArray(repeating: -1, count: oldCodes.count * 2)
    for place in oldCodes.indices where oldCodes[place] >= 0 {
      var slot = Self.hash(oldKeys[place]) & (codes.count - 1)
      while codes[slot] >= 0 { slot = (slot + 1) & (codes.count - 1) }
      keys[slot] = oldKeys[place]
      codes[slot] = oldCodes[place]
    }
  }
}
