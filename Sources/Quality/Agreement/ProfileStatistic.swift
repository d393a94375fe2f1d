/// A statistic of how many items have each profile, so that a bootstrap replicate only changes
/// the weights.
package protocol ProfileStatistic: Sendable {
  /// Returns the value under `weights`, one for each profile; nil where it is undefined.
  func value(_ weights: UnsafeBufferPointer<Double>) -> Double?
}
