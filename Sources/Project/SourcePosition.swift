import Items
import Yams

/// A line and column as YAML counts them.
struct MarkedPlace: Hashable {
  var line: Int
  var column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  init(_ mark: Yams.Mark) { self.init(line: mark.line, column: mark.column) }
}

/// Lines and columns of a text, from 1, columns in code points.
enum SourcePosition {
  /// YAML's line breaks; a line feed after a carriage return is none of its own.
  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  /// Moves a position over one scalar.
  static func advance(
    _ place: inout MarkedPlace, over scalar: Unicode.Scalar, before next: Unicode.Scalar?
  ) {
    guard isBreak(scalar), !(scalar == "\r" && next == "\n") else {
      place.column += 1
      return
    }
    place = MarkedPlace(line: place.line + 1, column: 1)
  }

  /// Where in the scalars a position is; nil when there is none.
  static func index(of wanted: MarkedPlace, in scalars: [Unicode.Scalar]) -> Int? {
    var place = MarkedPlace(line: 1, column: 1)
    for index in scalars.indices {
      if place == wanted { return index }
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      advance(&place, over: scalars[index], before: next)
    }
    return nil
  }

  /// The first place where bytes are not UTF-8.
  static func ofInvalidUTF8(in bytes: some Sequence<UInt8>, file: String) -> Place {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var place = MarkedPlace(line: 1, column: 1)
    var last: Unicode.Scalar?
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if let last { advance(&place, over: last, before: scalar) }
      last = scalar
    }
    if let last { advance(&place, over: last, before: nil) }
    return Place(file: file, line: place.line, column: place.column)
  }
}

/// Counts what looks like aliases of anchors that the same text has.
///
/// It knows nothing of quotation marks and may count too many, but never too few.
struct AliasScan {
  private(set) var count = 0
  private(set) var first: MarkedPlace?

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains("&"), scalars.contains("*") else { return }
    var anchors: Set<[Unicode.Scalar]> = []
    for index in scalars.indices where scalars[index] == "&" {
      anchors.insert(Self.name(scalars, after: index))
    }
    anchors.remove([])
    var place = MarkedPlace(line: 1, column: 1)
    for index in scalars.indices {
      if scalars[index] == "*", anchors.contains(Self.name(scalars, after: index)) {
        count += 1
        if first == nil { first = place }
      }
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      SourcePosition.advance(&place, over: scalars[index], before: next)
    }
  }

  /// The letters, digits, `_` and `-` behind a sign, at most 200 of them.
  private static func name(_ scalars: [Unicode.Scalar], after index: Int) -> [Unicode.Scalar] {
    Array(
      scalars[(index + 1)...].prefix(200).prefix {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
          || $0 == "_" || $0 == "-"
      })
  }
}
