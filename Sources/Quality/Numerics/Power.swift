import RealModule

/// The exponential function, for files that need nothing else of numerics.
enum Power {
  static func e(_ x: Double) -> Double { Double.exp(x) }
}
