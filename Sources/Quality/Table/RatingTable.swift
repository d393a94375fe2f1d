/// Judgments in columns: for each item the annotators who judged it and their labels.
///
/// The judgments of item i stand at `offsets[i] ..< offsets[i + 1]`, in the order of the input.
package struct RatingTable: Sendable {
  package let scale: CategoryScale
  package let items: [String]
  package let annotators: [String]
  package let offsets: ContiguousArray<Int32>
  package let annotator: ContiguousArray<Int32>
  package let label: ContiguousArray<Int32>
  /// Each item's known answer as a category, −1 where unknown; empty where no item has one.
  package var gold: ContiguousArray<Int32>
  /// The document or prompt of each item; empty where items stand alone.
  package var cluster: ContiguousArray<Int32>

  package var judgmentCount: Int { label.count }

  package init(
    scale: CategoryScale, items: [String], annotators: [String], offsets: ContiguousArray<Int32>,
    annotator: ContiguousArray<Int32>, label: ContiguousArray<Int32>,
    gold: ContiguousArray<Int32> = [], cluster: ContiguousArray<Int32> = []
  ) {
    self.scale = scale
    self.items = items
    self.annotators = annotators
    self.offsets = offsets
    self.annotator = annotator
    self.label = label
    self.gold = gold
    self.cluster = cluster
  }

  /// Makes a table of rows, one judgment each, by codes into the given names.
  ///
  /// A stable counting sort by item: O(rows), and nothing where the rows are sorted already.
  package init(
    scale: CategoryScale, items: [String], annotators: [String],
    itemOfRow: ContiguousArray<Int32>, annotatorOfRow: ContiguousArray<Int32>,
    labelOfRow: ContiguousArray<Int32>
  ) {
    var offsets = ContiguousArray<Int32>(repeating: 0, count: items.count + 1)
    var isSorted = true
    var last: Int32 = 0
    for item in itemOfRow {
      offsets[Int(item) + 1] += 1
      if item < last { isSorted = false }
      last = item
    }
    for i in 0..<items.count { offsets[i + 1] += offsets[i] }
    var (annotator, label) = (annotatorOfRow, labelOfRow)
    if !isSorted {
      var next = offsets
      for row in itemOfRow.indices {
        let item = Int(itemOfRow[row])
        let place = Int(next[item])
        next[item] += 1
        annotator[place] = annotatorOfRow[row]
        label[place] = labelOfRow[row]
      }
    }
    self.init(
      scale: scale, items: items, annotators: annotators, offsets: offsets, annotator: annotator,
      label: label)
  }

  package func judgments(of item: Int) -> Range<Int> {
    Int(offsets[item])..<Int(offsets[item + 1])
  }

  /// The judgments of this table for which `keep(item, annotator, label)` holds.
  package func filtered(_ keep: (Int, Int, Int) -> Bool) -> RatingTable {
    var offsets: ContiguousArray<Int32> = [0]
    var annotator: ContiguousArray<Int32> = []
    var label: ContiguousArray<Int32> = []
    for item in items.indices {
      for row in judgments(of: item)
      where keep(item, Int(self.annotator[row]), Int(self.label[row])) {
        annotator.append(self.annotator[row])
        label.append(self.label[row])
      }
      offsets.append(Int32(label.count))
    }
    return RatingTable(
      scale: scale, items: items, annotators: annotators, offsets: offsets, annotator: annotator,
      label: label, gold: gold, cluster: cluster)
  }

  /// What the table holds, as far as agreement is concerned.
  package var counts: SampleCounts {
    var counts = SampleCounts(judgments: judgmentCount, annotators: 0)
    for item in items.indices {
      let size = judgments(of: item).count
      if size > 0 { counts.items += 1 }
      if size > 1 { counts.pairable += 1 }
    }
    var seen = ContiguousArray(repeating: false, count: annotators.count)
    for code in annotator { seen[Int(code)] = true }
    counts.annotators = seen.reduce(0) { $0 + ($1 ? 1 : 0) }
    return counts
  }

  /// The first judgment of an item by someone who judged it before, as (item, annotator).
  package var firstRepeat: (item: Int, annotator: Int)? {
    var lastItem = ContiguousArray<Int32>(repeating: -1, count: annotators.count)
    for item in items.indices {
      for row in judgments(of: item) {
        let who = Int(annotator[row])
        if lastItem[who] == Int32(item) { return (item, who) }
        lastItem[who] = Int32(item)
      }
    }
    return nil
  }

  /// The table with the last judgment alone where someone judged an item more than once.
  package var lastJudgments: RatingTable {
    guard firstRepeat != nil else { return self }
    var lastRow: [Int32: Int] = [:]
    var keep = ContiguousArray(repeating: true, count: judgmentCount)
    for item in items.indices {
      lastRow.removeAll(keepingCapacity: true)
      for row in judgments(of: item) {
        if let before = lastRow.updateValue(row, forKey: annotator[row]) { keep[before] = false }
      }
    }
    var row = -1
    return filtered { _, _, _ in
      row += 1
      return keep[row]
    }
  }
}
