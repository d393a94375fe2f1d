/// Makes an id of a title for a heading that has none.
enum Slug {
  /// The title in lower case with a dash for everything but letters and digits.
  ///
  /// The same title gives the same id for ever; a title without a letter gives a hash of itself.
  static func of(_ title: String) -> String {
    var slug = ""
    var isApart = false
    for character in title.lowercased() {
      if character.isLetter || character.isNumber {
        if isApart, !slug.isEmpty { slug.append("-") }
        slug.append(character)
        isApart = false
      } else if character != "'" && character != "\u{2019}" {
        isApart = true
      }
    }
    return slug.isEmpty ? "rule-" + Digest.hexadecimal(of: title).prefix(8) : slug
  }
}
