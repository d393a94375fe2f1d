/// One block of a Markdown text, as it stands below the one before it.
package indirect enum Block: Hashable, Sendable {
  /// A heading of level 1–6; `id` is a trailing `{#id}`, which is taken off the text.
  case heading(level: Int, [Inline], id: String?)
  case paragraph([Inline])
  /// A list of items, numbered from `start` or, without it, bulleted.
  case list([[Block]], start: Int?)
  case quote([Block])
  /// A code block's text without its last line end, and what stands behind its opening fence.
  case code(String, language: String?)
  /// A table; every row has as many cells as the header.
  case table(header: [[Inline]], rows: [[[Inline]]], alignments: [ColumnAlignment])
  /// A thematic break.
  case rule

  /// The text without any markup; blocks, items and rows are one line each, cells joined by tabs.
  package var plainText: String {
    switch self {
    case .heading(level: _, let inlines, id: _), .paragraph(let inlines): inlines.plainText
    case .list(let items, start: _): items.map(\.plainText).joined(separator: "\n")
    case .quote(let blocks): blocks.plainText
    case .code(let text, language: _): text
    case .table(let header, let rows, alignments: _):
      ([header] + rows)
        .map { row in row.map(\.plainText).joined(separator: "\t") }
        .joined(separator: "\n")
    case .rule: ""
    }
  }
}

extension Array where Element == Block {
  /// The texts of all blocks, one below the other.
  package var plainText: String { map(\.plainText).joined(separator: "\n") }
}

/// Where the text of a table's column stands.
package enum ColumnAlignment: Hashable, Sendable {
  case leading
  case centre
  case trailing
}
