import Guidelines
import Terminal

extension PageScreen {
  /// The whole handbook, opened at a rule.
  static func handbook(
    _ workplace: Workplace, handbook: Handbook, at rule: String?
  ) -> PageScreen {
    let label = workplace.handbookLabel.isEmpty ? "" : " \(workplace.handbookLabel)"
    return PageScreen(
      workplace,
      page: Page(title: "\(handbook.title) · handbook\(label)") { columns, widths in
        HandbookLines(handbook, columns: columns, widths: widths).lines
      },
      start: { _, columns, widths in
        guard let rule else { return 0 }
        return HandbookLines(handbook, columns: columns, widths: widths).row(of: rule) ?? 0
      })
  }
}
