/// What a scalar value may do in a cell.
enum ScalarKind: Sendable {
  /// Stands in a cell of its own: one or two columns.
  case plain
  /// Joins the cell before it and takes no room.
  case mark
  /// Chooses another picture for the character before it, which terminals disagree about.
  case selector
  /// Colours the emoji before it, which terminals disagree about.
  case skinTone
  /// Is the zero-width joiner, which terminals disagree about.
  case joiner
  /// May never reach a terminal as itself.
  case replaced
}

extension Widths {
  /// Sorts a scalar value and gives its width, which only `plain` scalars have.
  ///
  /// Everything that does not print, or prints nothing, or turns the direction of what follows is
  /// `replaced`: C0, DEL, C1, line and paragraph separators, all formats (bidirectional controls,
  /// tags, soft hyphen, U+FEFF), default-ignorable characters, private use and unassigned ones.
  func sort(_ scalar: Unicode.Scalar) -> (kind: ScalarKind, width: Int) {
    let value = scalar.value
    if value < 0x7F { return value >= 0x20 ? (.plain, 1) : (.replaced, 1) }
    switch value {
    case 0x7F..<0xA0, 0xAD: return (.replaced, 1)
    case 0xA0..<0x300, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
      return plain(width(of: scalar))
    case 0xFE00...0xFE0F, 0x180B...0x180D, 0x180F, 0xE_0100...0xE_01EF: return (.selector, 0)
    case 0x1_F3FB...0x1_F3FF: return (.skinTone, 0)
    case 0x200D: return (.joiner, 0)
    default: return sortByCategory(scalar)
    }
  }

  private func sortByCategory(_ scalar: Unicode.Scalar) -> (kind: ScalarKind, width: Int) {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return (.replaced, 1)
    case .format:
      return isVisibleFormat(scalar) ? plain(width(of: scalar)) : (.replaced, 1)
    default:
      if properties.isDefaultIgnorableCodePoint { return (.replaced, 1) }
      let width = width(of: scalar)
      return width == 0 ? (.mark, 0) : plain(width)
    }
  }

  private func plain(_ width: Int) -> (kind: ScalarKind, width: Int) {
    width == 1 || width == 2 ? (.plain, width) : (.replaced, 1)
  }
}

/// Says whether a format has a shape of its own: the Arabic, Syriac and Kaithi number signs.
private func isVisibleFormat(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x1_10BD, 0x1_10CD: return true
  default: return false
  }
}

extension Unicode.Scalar {
  /// Whether two such scalars around a joiner make one picture.
  var joinsEmoji: Bool { value > 0xFF && properties.isEmoji }
}
