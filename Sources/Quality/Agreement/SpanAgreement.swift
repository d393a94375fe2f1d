/// A labelled piece of a text; offsets in Unicode scalars, the end excluded.
package struct LabelledSpan: Sendable, Hashable {
  package let start: Int
  package let end: Int
  package let label: String

  package init(start: Int, end: Int, label: String) {
    self.start = start
    self.end = end
    self.label = label
  }
}

/// The spans of each annotator in each document.
package struct SpanTable: Sendable {
  /// One annotator's spans in one document; empty where they saw it and marked nothing.
  package struct Marking: Sendable {
    package let document: String
    package let annotator: String
    package let spans: [LabelledSpan]

    package init(document: String, annotator: String, spans: [LabelledSpan]) {
      self.document = document
      self.annotator = annotator
      self.spans = spans
    }
  }

  package let markings: [Marking]

  package init(markings: [Marking]) {
    self.markings = markings
  }

  /// The markings of each document, in the order of their first appearance.
  package var documents: [[Marking]] {
    var places: [String: Int] = [:]
    var documents: [[Marking]] = []
    for marking in markings {
      if let place = places[marking.document] {
        documents[place].append(marking)
      } else {
        places[marking.document] = documents.count
        documents.append([marking])
      }
    }
    return documents
  }
}

/// F1 of two annotators' spans, summed over documents and pairs of annotators.
package struct SpanAgreement: Sendable, Equatable {
  package enum Match: String, Sendable, CaseIterable {
    /// The same start, end and label; repeated spans count as often as they stand.
    case exact
    /// The same label on any shared scalar, for each span of each side.
    case overlap
    /// Labelled scalars shared by both sides.
    case character
  }

  /// What of the first side was found on the second, and the other way round.
  package var firstFound = 0
  package var first = 0
  package var secondFound = 0
  package var second = 0

  package init() {}

  /// The harmonic mean of both shares; nil where neither side marked anything.
  package var f1: Double? {
    guard first + second > 0 else { return nil }
    guard first > 0, second > 0, firstFound + secondFound > 0 else { return 0 }
    let (p, r) = (Double(firstFound) / Double(first), Double(secondFound) / Double(second))
    return 2 * p * r / (p + r)
  }

  package mutating func add(_ other: SpanAgreement) {
    firstFound += other.firstFound
    first += other.first
    secondFound += other.secondFound
    second += other.second
  }

  package init(_ a: [LabelledSpan], _ b: [LabelledSpan], match: Match) {
    switch match {
    case .exact:
      first = a.count
      second = b.count
      var left: [LabelledSpan: Int] = [:]
      for span in b { left[span, default: 0] += 1 }
      for span in a {
        guard let count = left[span], count > 0 else { continue }
        left[span] = count - 1
        firstFound += 1
      }
      secondFound = firstFound
    case .overlap:
      first = a.count
      second = b.count
      firstFound = Self.touching(a, b)
      secondFound = Self.touching(b, a)
    case .character:
      let (p, q) = (Self.unions(a), Self.unions(b))
      first = p.values.joined().reduce(0) { $0 + $1.count }
      second = q.values.joined().reduce(0) { $0 + $1.count }
      for (label, ranges) in p { firstFound += Self.shared(ranges, q[label] ?? []) }
      secondFound = firstFound
    }
  }

  private static func touching(_ a: [LabelledSpan], _ b: [LabelledSpan]) -> Int {
    let unions = unions(b)
    return a.reduce(0) { found, span in
      let ranges = unions[span.label] ?? []
      // The first range that ends after the span's start decides.
      var (low, high) = (0, ranges.count)
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].upperBound > span.start { high = middle } else { low = middle + 1 }
      }
      return found + (low < ranges.count && ranges[low].lowerBound < span.end ? 1 : 0)
    }
  }

  /// The covered scalars of each label as sorted ranges that do not touch.
  private static func unions(_ spans: [LabelledSpan]) -> [String: [Range<Int>]] {
    var unions: [String: [Range<Int>]] = [:]
    for span in spans.sorted(by: { $0.start < $1.start }) where span.start < span.end {
      if let last = unions[span.label]?.last, last.upperBound >= span.start {
        unions[span.label]?.removeLast()
        unions[span.label]?.append(last.lowerBound..<max(last.upperBound, span.end))
      } else {
        unions[span.label, default: []].append(span.start..<span.end)
      }
    }
    return unions
  }

  private static func shared(_ a: [Range<Int>], _ b: [Range<Int>]) -> Int {
    var (i, j, sum) = (0, 0, 0)
    while i < a.count, j < b.count {
      let low = max(a[i].lowerBound, b[j].lowerBound)
      let high = min(a[i].upperBound, b[j].upperBound)
      if low < high { sum += high - low }
      if a[i].upperBound < b[j].upperBound { i += 1 } else { j += 1 }
    }
    return sum
  }

  /// Returns the agreement of all pairs of annotators of all documents; `label` keeps one label.
  package static func all(
    _ table: SpanTable, match: Match, label: String? = nil
  ) -> (agreement: SpanAgreement, pairs: Int) {
    var (sum, pairs) = (SpanAgreement(), 0)
    for document in table.documents {
      let sides = document.map { marking in
        label.map { label in marking.spans.filter { $0.label == label } } ?? marking.spans
      }
      for i in sides.indices {
        for j in sides.indices where j > i {
          pairs += 1
          sum.add(SpanAgreement(sides[i], sides[j], match: match))
        }
      }
    }
    return (sum, pairs)
  }

  /// Returns the mean F1 over documents and pairs of annotators; those without a span on either
  /// side are left out.
  package static func mean(
    _ table: SpanTable, match: Match, label: String? = nil
  ) -> (f1: Double?, pairs: Int) {
    var (sum, defined, pairs) = (CompensatedSum(), 0, 0)
    for document in table.documents {
      for i in document.indices {
        for j in document.indices where j > i {
          let one = all(
            SpanTable(markings: [document[i], document[j]]), match: match, label: label)
          pairs += 1
          guard let f1 = one.agreement.f1 else { continue }
          sum.add(f1)
          defined += 1
        }
      }
    }
    return (defined > 0 ? sum.value / Double(defined) : nil, pairs)
  }

  /// The labels of a table, sorted by UTF-8 bytes.
  package static func labels(_ table: SpanTable) -> [String] {
    CategoryScale(observed: Array(Set(table.markings.flatMap { $0.spans.map(\.label) }))).names
  }
}
