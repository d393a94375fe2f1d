import CSystem
import Foundation

/// Numbers of repeated measurements.
struct Samples {
  var values: [Double] = []

  /// The value below which this share of the values lies.
  func quantile(_ share: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.down)))]
  }

  var median: Double { quantile(0.5) }

  /// Least and greatest.
  var spread: (Double, Double) { (values.min() ?? .nan, values.max() ?? .nan) }

  /// Adds how long a piece of work takes, and beside it how long the processors work for it.
  mutating func time(_ processor: inout Samples, _ body: () throws -> Void) rethrows {
    var seconds = 0.0
    let worked = try Stopwatch.processorSeconds { seconds = try Stopwatch.seconds(body) }
    values.append(seconds)
    processor.values.append(worked)
  }

  /// How long each of several runs takes, in seconds.
  static func seconds(runs: Int, _ body: (Int) throws -> Void) rethrows -> Samples {
    var samples = Samples()
    for run in 0..<runs { samples.values.append(try Stopwatch.seconds { try body(run) }) }
    return samples
  }
}

enum Stopwatch {
  /// How long the processors worked for this program, in seconds: a busy machine changes it little.
  static func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
    let start = processorTime
    try body()
    return processorTime - start
  }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = cs_monotonic_ns()
    try body()
    return Double(cs_monotonic_ns() - start) / 1e9
  }
}

/// One line of the table.
enum Report {
  static let header =
    "\(cell("what", 34))\(cell("ours", 22))\(cell("reference", 22))\(cell("ratio", 18))goal"

  /// Prints a comparison; `digits` are those behind the point, of both figures.
  static func ratio(
    _ what: String, _ ours: Samples, _ reference: Samples, unit: String, scale: Double = 1,
    digits: Int = 2, inverted: Bool = false, goal: String
  ) {
    let ratio = inverted ? reference.median / ours.median : ours.median / reference.median
    let (least, most) = ours.spread
    let (from, to) = reference.spread
    let range = inverted ? (from / most, to / least) : (least / to, most / from)
    print(
      cell(what, 34) + cell(text(ours.median * scale, digits) + " " + unit, 22)
        + cell(text(reference.median * scale, digits) + " " + unit, 22)
        + cell("\(text(ratio, 2)) (\(text(range.0, 2))–\(text(range.1, 2)))", 18) + goal)
  }

  /// Prints a figure that stands for itself.
  static func figure(
    _ what: String, _ samples: Samples, unit: String, scale: Double = 1, digits: Int = 2,
    goal: String = ""
  ) {
    let (least, most) = samples.spread
    let range = "\(text(least * scale, digits))–\(text(most * scale, digits))"
    print(
      cell(what, 34) + cell(text(samples.median * scale, digits) + " " + unit, 22)
        + cell("", 22) + cell(range, 18) + goal)
  }

  static func text(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return "–" }
    var factor = 1.0
    for _ in 0..<digits { factor *= 10 }
    let whole = Int((value * factor).rounded())
    guard digits > 0 else { return String(whole) }
    let tail = String(abs(whole) % Int(factor))
    let zeros = String(repeating: "0", count: max(0, digits - tail.count))
    return "\(whole < 0 ? "-" : "")\(abs(whole) / Int(factor)).\(zeros)\(tail)"
  }

  private static func cell(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
