/// A text that somebody is typing, and the cursor in it.
///
/// The cursor counts code points and always stands between two glyphs, so that what a key removes
/// is what a cell shows. A field knows no size: `handle` and `view` get the width with which the
/// field is drawn, because lines that are broken for the screen are lines for the arrow keys too.
package struct TextField: Hashable, Sendable {
  /// Whether the text may have several lines.
  package var multiline: Bool
  /// The text last removed by a key that removes more than one glyph.
  package private(set) var killed = ""

  private(set) var scalars: [Unicode.Scalar]
  private var place: Int

  /// Creates a field with the cursor at the end of `text`.
  package init(_ text: String = "", multiline: Bool = false) {
    self.multiline = multiline
    scalars = Array(text.unicodeScalars)
    place = scalars.count
  }

  /// The text; setting it puts the cursor at its end.
  package var text: String {
    get { string(0..<scalars.count) }
    set {
      scalars = Array(newValue.unicodeScalars)
      place = scalars.count
    }
  }

  /// The cursor, in code points; a place inside a glyph becomes the glyph's beginning.
  package var cursor: Int {
    get { place }
    set {
      let inside = min(max(0, newValue), scalars.count)
      place =
        glyphs.last { $0.lowerBound <= inside && inside < $0.upperBound }?.lowerBound ?? inside
    }
  }

  /// Whether nothing has been typed.
  package var isEmpty: Bool { scalars.isEmpty }

  /// Puts a text at the cursor, as typing or a paste does.
  ///
  /// Line ends become `\n`, or a blank where the field has one line. Other control characters are
  /// left out, except the tab.
  package mutating func insert(_ text: String) {
    var fresh: [Unicode.Scalar] = []
    var afterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where afterReturn: break
      case 0x0A, 0x0D: fresh.append(multiline ? "\n" : " ")
      case 0x09: fresh.append(multiline ? scalar : " ")
      case ..<0x20, 0x7F..<0xA0: break
      default: fresh.append(scalar)
      }
      afterReturn = scalar.value == 0x0D
    }
    scalars.insert(contentsOf: fresh, at: place)
    cursor = place + fresh.count
  }

  /// Empties the field.
  package mutating func clear() { text = "" }

  /// The glyphs of the text as ranges of code points.
  var glyphs: [Range<Int>] {
    DisplayText(text).glyphs.map(\.scalars)
  }

  func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  mutating func remove(_ range: Range<Int>, keeping: Bool = false) {
    guard !range.isEmpty else { return }
    if keeping { killed = string(range) }
    scalars.removeSubrange(range)
    cursor = range.lowerBound
  }
}
