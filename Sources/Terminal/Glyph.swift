/// One visible piece of a text: what a cell, or a wide cell and its right half, shows.
package struct Glyph: Hashable, Sendable {
  let cluster: Cluster
  /// The number of cells: 1 or 2.
  package let width: Int
  /// Whether the cell shows something else than the source says.
  package let altered: Bool
  /// The place in the source, in code points.
  package let scalars: Range<Int>
  /// The place in the source, in bytes of UTF-8.
  package let bytes: Range<Int>

  /// The base with at most four marks, safe to send to a terminal.
  package var text: String { cluster.text }

  /// Whether it is the blank at which lines may be broken.
  var isSpace: Bool { cluster == .space }
}
