/// A time of the wall clock for people.
enum WallTime {
  /// Writes `2026-01-05 09:10`, as the clocks showed it that are so far ahead of UTC.
  static func text(_ milliseconds: UInt64, secondsFromUTC: Int = 0) -> String {
    let offset = Int64(secondsFromUTC) * 1000
    let minutes = UInt64(max(0, Int64(clamping: milliseconds) &+ offset)) / 60_000
    let (year, month, day) = date(days: Int(minutes / 1440))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hour, minute) = (Int(minutes / 60 % 24), Int(minutes % 60))
    return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute))"
  }

  /// Howard Hinnant's civil calendar: years begin in March, and 146,097 days are 400 years.
  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
