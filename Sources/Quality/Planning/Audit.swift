import RealModule

/// What a sample says about the errors of a lot, and how large it must be.
package enum Audit {
  /// Returns the largest number of errors that a lot can hold, at a confidence, when a random
  /// sample of it had `errors`; nil where the sample is empty or larger than the lot.
  package static func upperBound(
    lot: Int, sample: Int, errors: Int, confidence: Double
  ) -> Int? {
    guard sample > 0, sample <= lot, (0...sample).contains(errors) else { return nil }
    // The chance of so few errors falls as the lot holds more of them.
    var (low, high) = (errors, lot - (sample - errors))
    while low < high {
      let middle = (low + high + 1) / 2
      let chance = Hypergeometric.cumulative(
        errors, sample: sample, defects: middle, lot: lot)
      if chance > 1 - confidence { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Returns the upper limit of errors per unit when `errors` were found in `units` of any size
  /// (Poisson; exact by the gamma quantile): for spans and other errors that an item can hold
  /// several of.
  package static func rateUpperBound(errors: Int, units: Double, confidence: Double) -> Double? {
    guard units > 0, errors >= 0 else { return nil }
    return Gamma.quantile(confidence, Double(errors + 1)) / units
  }

  /// Returns the chance to accept a lot with `defects` errors at a plan of `sample` and at most
  /// `allowed` errors found.
  package static func acceptance(lot: Int, defects: Int, sample: Int, allowed: Int) -> Double {
    Hypergeometric.cumulative(allowed, sample: sample, defects: defects, lot: lot)
  }

  /// Returns the chance to accept a process with an error rate.
  package static func acceptance(rate: Double, sample: Int, allowed: Int) -> Double {
    Binomial.cumulative(allowed, of: sample, rate: rate)
  }

  /// Returns the chance to accept at each share of errors from 0 to `upTo`, in equal steps: the
  /// operating characteristic of a plan, of a lot where one is given, else of a process.
  package static func operatingCharacteristic(
    sample: Int, allowed: Int, lot: Int?, upTo: Double, steps: Int
  ) -> [(rate: Double, acceptance: Double)] {
    (0...max(steps, 1)).map { step in
      let rate = upTo * Double(step) / Double(max(steps, 1))
      guard let lot else {
        return (rate, acceptance(rate: rate, sample: sample, allowed: allowed))
      }
      let defects = Int((rate * Double(lot)).rounded())
      return (
        Double(defects) / Double(max(lot, 1)),
        acceptance(lot: lot, defects: defects, sample: sample, allowed: allowed)
      )
    }
  }

  /// Returns the smallest sample without an error that shows, at a confidence, a rate below
  /// `rate`; of a lot of `lot` items where given.
  package static func zeroDefectSample(rate: Double, confidence: Double, lot: Int?) -> Int? {
    guard (0.0..<1.0).contains(confidence), rate > 0, rate < 1 else { return nil }
    guard let lot else {
      return SampleSize.whole(Double.log(1 - confidence) / Double.log(onePlus: -rate))
    }
    return plan(lot: lot, rate: rate, allowed: 0, confidence: confidence)
  }

  /// Returns the smallest sample of a lot that, with at most `allowed` errors found, shows fewer
  /// than `rate` × lot errors; nil where even the whole lot would not.
  package static func plan(lot: Int, rate: Double, allowed: Int, confidence: Double) -> Int? {
    guard lot > 0 else { return nil }
    // A hair above a whole number is that number.
    let defects = Int((rate * Double(lot) - 1e-9).rounded(.up))
    guard defects > allowed else { return nil }
    var (low, high) = (1, lot)
    while low < high {
      let middle = (low + high) / 2
      let chance = Hypergeometric.cumulative(
        allowed, sample: middle, defects: defects, lot: lot)
      if chance <= 1 - confidence + 1e-12 { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
