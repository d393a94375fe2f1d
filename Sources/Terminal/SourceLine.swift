/// One line of a longer text, ready to be shown, that knows where it came from.
///
/// Tabs became blanks, so places in the shown text and in the source differ; marks, matches and
/// the copied text need both.
package struct SourceLine: Hashable, Sendable {
  /// The text without its line end and with blanks for tabs.
  package let text: String
  /// The place in the source, in code points, without the line end.
  package let range: Range<Int>
  /// The tabs from left to right.
  private let tabs: [Tab]

  private struct Tab: Hashable {
    /// The place in the source.
    var offset: Int
    /// The place of its first blank in the shown text.
    var shown: Int
    /// How many blanks more than tabs the shown text has up to here, this tab included.
    var extra: Int
  }

  /// Returns the place in the shown text of a place in the source, clipped to this line.
  package func shown(_ offset: Int) -> Int {
    let inside = min(max(offset, range.lowerBound), range.upperBound)
    let before = lastTab { $0.offset < inside }
    return inside - range.lowerBound + (before?.extra ?? 0)
  }

  /// Returns the part of the shown text that shows `source`; empty where they do not meet.
  package func shown(_ source: Range<Int>) -> Range<Int> {
    shown(source.lowerBound)..<shown(source.upperBound)
  }

  /// Returns the place in the source of a place in the shown text; a tab's blanks are its start.
  package func source(_ shown: Int) -> Int {
    let place = max(0, shown)
    guard let tab = lastTab(where: { $0.shown <= place }) else {
      return min(range.lowerBound + place, range.upperBound)
    }
    return min(max(tab.offset, range.lowerBound + place - tab.extra), range.upperBound)
  }

  /// Returns the last tab of those at the beginning that fulfil a condition, by halving.
  private func lastTab(where condition: (Tab) -> Bool) -> Tab? {
    var low = 0
    var high = tabs.count
    while low < high {
      let middle = (low + high) / 2
      if condition(tabs[middle]) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : tabs[low - 1]
  }

  /// The number of cells between two tab stops.
  package static let tabStop = 4

  /// Splits a text at `\n`, `\r\n` and `\r`, and expands its tabs; an empty text is one line.
  package static func all(of text: String, widths: Widths = .standard) -> [SourceLine] {
    var builder = Builder(widths: widths)
    var afterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where afterReturn: builder.skipLineFeed()
      case "\n", "\r": builder.endLine()
      case "\t": builder.tab()
      default: builder.piece.unicodeScalars.append(scalar)
      }
      builder.offset += 1
      afterReturn = scalar == "\r"
    }
    builder.endLine()
    return builder.lines
  }

  private struct Builder {
    let widths: Widths
    var lines: [SourceLine] = []
    var start = 0
    var offset = 0
    var text = ""
    var piece = ""
    var column = 0
    var tabs: [Tab] = []

    init(widths: Widths) { self.widths = widths }

    mutating func tab() {
      column += widths.width(of: piece)
      text += piece
      piece = ""
      let blanks = SourceLine.tabStop - column % SourceLine.tabStop
      let extra = (tabs.last?.extra ?? 0) + blanks - 1
      tabs.append(
        Tab(offset: offset, shown: offset - start + extra - (blanks - 1), extra: extra))
      text += String(repeating: " ", count: blanks)
      column += blanks
    }

    mutating func endLine() {
      lines.append(SourceLine(text: text + piece, range: start..<offset, tabs: tabs))
      start = offset + 1
      text = ""
      piece = ""
      column = 0
      tabs = []
    }

    mutating func skipLineFeed() { start = offset + 1 }
  }
}

extension DisplayText {
  /// Splits a text at `\n`, `\r\n` and `\r`, and expands tabs to the next multiple of four cells.
  package static func lines(of text: String, widths: Widths = .standard) -> [String] {
    SourceLine.all(of: text, widths: widths).map(\.text)
  }
}
