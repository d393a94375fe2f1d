/// Agreement taken apart: by item, by pair of annotators, without each annotator, and of each
/// annotator with themselves.
package enum AgreementBreakdown {
  package struct Item: Sendable, Equatable {
    package let item: Int
    package let judgments: Int
    /// The share of pairs that agree.
    package let agreement: Double
    /// The labels given, most frequent first, with their counts.
    package let labels: [(category: Int, count: Int)]

    package static func == (a: Item, b: Item) -> Bool {
      a.item == b.item && a.judgments == b.judgments && a.agreement == b.agreement
        && a.labels.elementsEqual(b.labels, by: ==)
    }
  }

  /// Returns the items with two judgments or more, the most contested first.
  package static func byItem(_ table: RatingTable) -> [Item] {
    var counts = [Int](repeating: 0, count: table.scale.count)
    var items: [Item] = []
    for item in table.items.indices {
      let rows = table.judgments(of: item)
      guard rows.count >= 2 else { continue }
      for row in rows { counts[Int(table.label[row])] += 1 }
      let used = Set(rows.map { Int(table.label[$0]) })
      let labels = used.map { (category: $0, count: counts[$0]) }
        .sorted { $0.count != $1.count ? $0.count > $1.count : $0.category < $1.category }
      let same = labels.reduce(0) { $0 + $1.count * ($1.count - 1) }
      items.append(
        Item(
          item: item, judgments: rows.count,
          agreement: Double(same) / Double(rows.count * (rows.count - 1)), labels: labels))
      for k in used { counts[k] = 0 }
    }
    return items.sorted { a, b in
      if a.agreement != b.agreement { return a.agreement < b.agreement }
      return a.judgments != b.judgments ? a.judgments > b.judgments : a.item < b.item
    }
  }

  package struct Pair: Sendable {
    package let first: Int
    package let second: Int
    package let table: ContingencyTable
  }

  /// Returns the tables of all pairs of annotators that share an item.
  package static func pairs(_ table: RatingTable) -> [Pair] {
    var tables: [Int: ContingencyTable] = [:]
    let width = table.annotators.count
    for item in table.items.indices {
      let rows = table.judgments(of: item)
      for a in rows {
        for b in rows where table.annotator[a] < table.annotator[b] {
          let key = Int(table.annotator[a]) * width + Int(table.annotator[b])
          let (i, j) = (Int(table.label[a]), Int(table.label[b]))
          tables[key, default: ContingencyTable(scale: table.scale)][i, j] += 1
        }
      }
    }
    return tables.sorted { $0.key < $1.key }.map {
      Pair(first: $0.key / width, second: $0.key % width, table: $0.value)
    }
  }

  /// Returns alpha without each annotator in turn; nil where it is undefined.
  package static func withoutEach(_ table: RatingTable, _ distance: LabelDistance) -> [Double?] {
    let whole = CoincidenceTally(table)
    var itemsOf = [[(item: Int, label: Int)]](repeating: [], count: table.annotators.count)
    for item in table.items.indices {
      for row in table.judgments(of: item) {
        itemsOf[Int(table.annotator[row])].append((item, Int(table.label[row])))
      }
    }
    var counts = [Double](repeating: 0, count: table.scale.count)
    return itemsOf.map { judged in
      var tally = whole
      for (item, label) in judged {
        for row in table.judgments(of: item) { counts[Int(table.label[row])] += 1 }
        tally.change(&counts, category: label, by: -1)
        for row in table.judgments(of: item) { counts[Int(table.label[row])] = 0 }
      }
      return tally.alpha(distance, scale: table.scale)
    }
  }

  package struct WithSelf: Sendable, Equatable {
    package let annotator: Int
    /// Items that this annotator judged more than once.
    package let items: Int
    /// Pairs of their own judgments of one item, and how many agree.
    package let pairs: Int
    package let agreeing: Int
  }

  /// Returns each annotator's agreement with themselves on repeated items.
  package static func withSelf(_ table: RatingTable) -> [WithSelf] {
    var sums = [(items: Int, pairs: Int, agreeing: Int)](
      repeating: (0, 0, 0), count: table.annotators.count)
    for item in table.items.indices {
      let byAnnotator = Dictionary(grouping: table.judgments(of: item)) { table.annotator[$0] }
      for (who, rows) in byAnnotator where rows.count > 1 {
        sums[Int(who)].items += 1
        for i in rows.indices {
          for j in rows.indices where j > i {
            sums[Int(who)].pairs += 1
            if table.label[rows[i]] == table.label[rows[j]] { sums[Int(who)].agreeing += 1 }
          }
        }
      }
    }
    return sums.enumerated().map {
      WithSelf(
        annotator: $0.offset, items: $0.element.items, pairs: $0.element.pairs,
        agreeing: $0.element.agreeing)
    }
  }
}
