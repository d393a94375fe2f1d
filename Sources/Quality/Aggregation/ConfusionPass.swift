import RealModule

/// One expectation step of a model with a full table per annotator, joined with the sums of the
/// maximisation step that follows, so that the judgments are read once an iteration.
struct ConfusionPass: Sendable {
  let table: RatingTable
  let gold: ContiguousArray<Int32>
  /// Depends on the data alone, so that sums are joined in the same order on any machine.
  private let chunk: Int

  init(_ table: RatingTable, clampGold: Bool) {
    self.table = table
    gold = clampGold ? table.gold : []
    chunk = max(4096, (table.items.count + 15) / 16)
  }

  struct Sums: Sendable {
    /// Expected counts of (annotator, label, true category), the category running fastest.
    var counts: ContiguousArray<Double>
    var classes: ContiguousArray<Double>
    var logLikelihood = 0.0
    /// The posterior in the parts of the work, in order; joining them is left to the end.
    var posteriors: [ContiguousArray<Double>] = []

    fileprivate mutating func join(_ part: Sums) {
      for i in counts.indices { counts[i] += part.counts[i] }
      for k in classes.indices { classes[k] += part.classes[k] }
      logLikelihood += part.logLikelihood
      posteriors += part.posteriors
    }
  }

  struct Parameters: Sendable {
    /// log P(label | true category) by annotator and label, the category running fastest.
    var logConfusion: ContiguousArray<Double>
    var logPrior: ContiguousArray<Double>
  }

  private var empty: Sums {
    let q = table.scale.count
    return Sums(
      counts: ContiguousArray(repeating: 0, count: table.annotators.count * q * q),
      classes: ContiguousArray(repeating: 0, count: q))
  }

  /// Returns the sums of a given posterior, without a model.
  func start(_ posterior: ContiguousArray<Double>) -> Sums {
    join(
      Chunks.inOrder(count: table.items.count, size: chunk) { items in
        part(items, nil, ContiguousArray(posterior[slice(items)]))
      })
  }

  func callAsFunction(_ parameters: Parameters) -> Sums {
    join(
      Chunks.inOrder(count: table.items.count, size: chunk) { part($0, parameters, nil) })
  }

  func callAsFunction(_ parameters: Parameters, workers: Int) async -> Sums {
    join(
      await Chunks.spread(count: table.items.count, size: chunk, workers: workers) {
        part($0, parameters, nil)
      })
  }

  private func slice(_ items: Range<Int>) -> Range<Int> {
    items.lowerBound * table.scale.count..<items.upperBound * table.scale.count
  }

  private func join(_ parts: [Sums]) -> Sums {
    var sums = empty
    for part in parts { sums.join(part) }
    return sums
  }

  /// Sums up one part of the items, whose posterior is computed or given.
  private func part(
    _ items: Range<Int>, _ parameters: Parameters?, _ given: ContiguousArray<Double>?
  ) -> Sums {
    let q = table.scale.count
    var sums = empty
    var posterior = given ?? ContiguousArray(repeating: 0, count: items.count * q)
    posterior.withUnsafeMutableBufferPointer { posterior in
      if let parameters {
        sums.logLikelihood = expect(items, parameters, posterior)
      } else {
        for item in items {
          guard let known = knownAnswer(item) else { continue }
          for k in 0..<q { posterior[(item - items.lowerBound) * q + k] = k == known ? 1 : 0 }
        }
      }
      add(items, UnsafeBufferPointer(posterior), to: &sums)
    }
    sums.posteriors = [posterior]
    return sums
  }

  private func knownAnswer(_ item: Int) -> Int? {
    gold.isEmpty || gold[item] < 0 ? nil : Int(gold[item])
  }

  /// Computes the posterior of a part and returns its log-likelihood.
  private func expect(
    _ items: Range<Int>, _ parameters: Parameters,
    _ posterior: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let q = table.scale.count
    let hasGold = !gold.isEmpty
    var logLikelihood = 0.0
    table.withView { view in
      parameters.logPrior.withUnsafeBufferPointer { prior in
        parameters.logConfusion.withUnsafeBufferPointer { log in
          for item in items {
            let rows = view.judgments(of: item)
            if rows.isEmpty { continue }
            let first = (item - items.lowerBound) * q
            let own = UnsafeMutableBufferPointer(rebasing: posterior[first..<first + q])
            for k in 0..<q { own[k] = prior[k] }
            for row in rows {
              let base = (Int(view.annotator[row]) * q + Int(view.label[row])) * q
              for k in 0..<q { own[k] += log[base + k] }
            }
            if hasGold, let known = knownAnswer(item) {
              logLikelihood += own[known]
              for k in 0..<q { own[k] = k == known ? 1 : 0 }
            } else {
              logLikelihood += LogSpace.normalise(own)
            }
          }
        }
      }
    }
    return logLikelihood
  }

  private func add(
    _ items: Range<Int>, _ posterior: UnsafeBufferPointer<Double>, to sums: inout Sums
  ) {
    let q = table.scale.count
    table.withView { view in
      sums.counts.withUnsafeMutableBufferPointer { counts in
        sums.classes.withUnsafeMutableBufferPointer { classes in
          for item in items {
            let rows = view.judgments(of: item)
            if rows.isEmpty { continue }
            let first = (item - items.lowerBound) * q
            for k in 0..<q { classes[k] += posterior[first + k] }
            for row in rows {
              let base = (Int(view.annotator[row]) * q + Int(view.label[row])) * q
              for k in 0..<q { counts[base + k] += posterior[first + k] }
            }
          }
        }
      }
    }
  }
}
