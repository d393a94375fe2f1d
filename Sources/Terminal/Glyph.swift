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

  /// Returns what the source says at this place, for `DisplayText.reveal`.
  ///
  /// - Parameter text: The very text from which the glyph was made.
  /// - Returns: The part of it, empty if the text is another and too short.
  package func source(in text: String) -> String {
    bytes.upperBound <= text.utf8.count ? text.slice(bytes: bytes) : ""
  }

  /// Whether it is the blank at which lines may be broken.
  var isSpace: Bool { cluster == .space }
}
