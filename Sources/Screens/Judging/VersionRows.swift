import Judgments
import Project
import Questions
import Terminal

/// The versions of a judgment that two of one's own devices made apart from each other.
enum VersionRows {
  /// One line a version: the key that keeps it, its answers, device, time and handbook.
  static func lines(
    _ item: LoadedItem, in workplace: Workplace, sides: [String], columns: Int, widths: Widths
  ) -> [Line] {
    guard item.isConflict else { return [] }
    let many = item.versions.count > 2
    return item.versions.enumerated().map { index, version in
      let command = index == 0 ? "keep-first" : "keep-second"
      let key =
        many
        ? "\(index + 1)"
        : workplace.keymap.keys(for: command, in: "judging").first?
          .map(\.name).joined(separator: " ") ?? ""
      let about = Line(
        "  \(facts(version, in: workplace))", .muted
      ).truncated(to: columns * 2 / 3, widths: widths)
      var line = Line([Span("\(key) ", Style.key.bolded)])
      line.append(
        summary(version.judgment, in: workplace, sides: sides).oneLine, Style.warning.bolded)
      return line.truncated(to: columns - about.width(widths), widths: widths) + about
    }
  }

  private static func facts(_ version: LoadedJudgment, in workplace: Workplace) -> String {
    // A device without a name is known by the beginning of its key's digits.
    let isDigits = version.device.utf8.count == 32 && version.device.allSatisfy(\.isHexDigit)
    let device = isDigits ? "device \(version.device.prefix(6))" : version.device
    var facts = [device.oneLine, WallTime.text(version.wallMilliseconds)]
    if let hash = version.judgment.handbook {
      let label =
        hash == workplace.handbookHash
        ? workplace.handbookLabel : workplace.handbookLabels[hash] ?? "of another version"
      facts.append("handbook \(label)")
    }
    return facts.joined(separator: " · ")
  }

  /// What a judgment says, in a few words.
  static func summary(
    _ judgment: Judgment, in workplace: Workplace, sides: [String]
  ) -> String {
    if let aside = judgment.aside { return "put aside: \(aside.name)" }
    let words = judgment.answers.compactMap { answered in
      workplace.project.questionAnswered(by: answered.question)?.kind.summary(
        of: answered.answer, sides: sides)
    }.filter { !$0.isEmpty }
    return words.isEmpty ? "no answers" : words.joined(separator: " · ")
  }
}

/// A time of the wall clock for people, in UTC, which is the same on every device.
enum WallTime {
  /// Writes `2026-01-05 09:10 UTC`.
  static func text(_ milliseconds: UInt64) -> String {
    let minutes = milliseconds / 60_000
    let (year, month, day) = date(days: Int(minutes / 1440))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hour, minute) = (Int(minutes / 60 % 24), Int(minutes % 60))
    return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute)) UTC"
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
