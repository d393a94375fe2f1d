/// One expectation step of a model in which an annotator's chance of a label depends only on
/// whether it is the true one: one-coin and MACE.
struct OwnLabelPass: Sendable {
  let table: RatingTable
  private let chunk: Int

  init(_ table: RatingTable) {
    self.table = table
    chunk = max(4096, (table.items.count + 15) / 16)
  }

  struct Parameters: Sendable {
    var logPrior: [Double]
    /// log P(label | it is not the true one), by annotator and label.
    var logOther: ContiguousArray<Double>
    /// How much more, in logs, if it is the true one.
    var logGain: ContiguousArray<Double>
  }

  struct Sums: Sendable {
    /// By annotator and label: the probability that the label is the true one, summed.
    var right: ContiguousArray<Double>
    var classes: ContiguousArray<Double>
    var logLikelihood = 0.0
    var posterior: ContiguousArray<Double> = []
  }

  /// How often each annotator gave each label.
  var given: ContiguousArray<Double> {
    let q = table.scale.count
    var given = ContiguousArray(repeating: 0.0, count: table.annotators.count * q)
    table.withView { view in
      for row in view.label.indices {
        given[Int(view.annotator[row]) * q + Int(view.label[row])] += 1
      }
    }
    return given
  }

  /// Returns the sums under `parameters`, or those of a given posterior.
  func callAsFunction(
    _ parameters: Parameters?, posterior: ContiguousArray<Double> = []
  ) -> Sums {
    let q = table.scale.count
    var sums = Sums(
      right: ContiguousArray(repeating: 0, count: table.annotators.count * q),
      classes: ContiguousArray(repeating: 0, count: q))
    sums.posterior =
      parameters == nil
      ? posterior : ContiguousArray(repeating: 0, count: table.items.count * q)
    for items in Chunks.ranges(count: table.items.count, size: chunk) {
      // A sum of its own for each part keeps rounding small over millions of items.
      sums.logLikelihood += add(items, parameters, &sums)
    }
    return sums
  }

  private func add(_ items: Range<Int>, _ parameters: Parameters?, _ sums: inout Sums) -> Double {
    let q = table.scale.count
    var logLikelihood = 0.0
    table.withView { view in
      sums.posterior.withUnsafeMutableBufferPointer { posterior in
        if let parameters { logLikelihood = expect(items, parameters, view, posterior) }
        sums.right.withUnsafeMutableBufferPointer { right in
          sums.classes.withUnsafeMutableBufferPointer { classes in
            for item in items {
              let rows = view.judgments(of: item)
              if rows.isEmpty { continue }
              for k in 0..<q { classes[k] += posterior[item * q + k] }
              for row in rows {
                let l = Int(view.label[row])
                right[Int(view.annotator[row]) * q + l] += posterior[item * q + l]
              }
            }
          }
        }
      }
    }
    return logLikelihood
  }

  private func expect(
    _ items: Range<Int>, _ parameters: Parameters, _ view: RatingTable.View,
    _ posterior: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let q = table.scale.count
    var logLikelihood = 0.0
    parameters.logPrior.withUnsafeBufferPointer { prior in
      parameters.logOther.withUnsafeBufferPointer { other in
        parameters.logGain.withUnsafeBufferPointer { gain in
          for item in items {
            let rows = view.judgments(of: item)
            if rows.isEmpty { continue }
            let own = UnsafeMutableBufferPointer(rebasing: posterior[item * q..<(item + 1) * q])
            for k in 0..<q { own[k] = prior[k] }
            var base = 0.0
            for row in rows {
              let l = Int(view.label[row])
              let cell = Int(view.annotator[row]) * q + l
              base += other[cell]
              own[l] += gain[cell]
            }
            logLikelihood += base + LogSpace.normalise(own)
          }
        }
      }
    }
    return logLikelihood
  }
}
