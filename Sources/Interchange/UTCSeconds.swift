/// A point in time in whole seconds, written as RFC 3339 in UTC: `2026-01-05T09:10:11Z`.
///
/// Computed here and not by Foundation, whose formatters hang on locale and time zone.
package struct UTCSeconds: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds; between the years 0 and 9999.
  package let seconds: Int64

  private static let earliest: Int64 = -62_167_219_200
  private static let latest: Int64 = 253_402_300_799

  /// Takes seconds since 1970; beyond the years 0 to 9999 the nearest that can be written.
  package init(seconds: Int64) {
    self.seconds = min(max(seconds, Self.earliest), Self.latest)
  }

  /// Takes milliseconds since 1970 and drops the fraction.
  package init(milliseconds: UInt64) {
    self.init(seconds: Int64(milliseconds / 1000))
  }

  package static func < (left: UTCSeconds, right: UTCSeconds) -> Bool {
    left.seconds < right.seconds
  }

  /// Reads `YYYY-MM-DDThh:mm:ssZ`, or nil for anything else, impossible dates included.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let form = Array("0000-00-00T00:00:00Z".utf8)
    guard bytes.count == form.count else { return nil }
    for (byte, expected) in zip(bytes, form) {
      if expected == UInt8(ascii: "0") {
        guard (0x30...0x39).contains(byte) else { return nil }
      } else if byte != expected {
        return nil
      }
    }
    func number(_ range: Range<Int>) -> Int64 {
      bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let days = Self.days(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    self.init(seconds: days * 86_400 + hour * 3600 + minute * 60 + second)
    guard self.text == text else { return nil }
  }

  /// The time as RFC 3339.
  package var text: String {
    let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    let rest = seconds - days * 86_400
    let (year, month, day) = Self.date(days: days)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
      + padded(rest / 3600, 2) + ":" + padded(rest / 60 % 60, 2) + ":" + padded(rest % 60, 2) + "Z"
  }

  // Howard Hinnant's civil calendar algorithms: years begin in March, so that the leap day is last,
  // and 400 years (146,097 days) are one era.

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
