/// One place of a frame.
///
/// Text comes into a cell only through `DisplayText`'s rules; nothing else can set it.
package struct Cell: Hashable, Sendable {
  var cluster: Cluster
  /// The number of columns: 1, 2 for a wide character, 0 for its right half.
  package internal(set) var width: UInt8
  /// How it looks.
  package var style: Style

  init(cluster: Cluster, width: UInt8, style: Style) {
    self.cluster = cluster
    self.width = width
    self.style = style
  }

  /// Creates a blank cell.
  package init(_ style: Style = .body) {
    self.init(cluster: .space, width: 1, style: style)
  }

  /// The base and at most four marks; empty in the right half of a wide character.
  package var text: String { cluster.text }

  /// Whether it shows nothing but its style.
  package var isBlank: Bool { cluster == .space }

  /// Appends the text to `output`, without making a string for each cell.
  package func write(to output: inout String) { cluster.write(to: &output) }
}
