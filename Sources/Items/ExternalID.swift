/// What may name an item in the world outside: a text or a whole number, neither empty nor long.
enum ExternalID {
  /// The longest id in UTF-8 bytes; ids travel with every batch and stand in every list.
  static let maximumBytes = 1024

  static func checked(_ text: String, field: String) throws(Problem) -> String {
    guard !text.isEmpty else {
      throw Problem(
        what: "The id in the field \(Quoted(field)) is empty.",
        remedy: "Give every item an id of its own, or leave item.id out of the project.")
    }
    guard text.utf8.count <= maximumBytes else {
      throw Problem(
        what: "The id \(Quoted(text, limit: 24)) has \(text.utf8.count) bytes.",
        why: "An id may have \(maximumBytes).", remedy: "Choose another field for the id.")
    }
    return text
  }

  static func isInteger(_ text: some Sequence<UInt8>) -> Bool {
    text.allSatisfy { JSONScanner.isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  static func missing(_ field: String, among names: [String]) -> Problem {
    let remedy =
      NearestWord.find(field, among: names).map { "Is \(Quoted($0)) meant?" }
      ?? "Add it, or name another field as item.id in the project."
    return Problem(
      what: "The item has no field \(Quoted(field)).",
      why: "The project takes each item's id from it.", remedy: remedy)
  }

  static func notAnID(_ found: String, field: String) -> Problem {
    Problem(
      what: "The id in the field \(Quoted(field)) is \(found).",
      why: "An id is a text or a whole number.", remedy: "Write it as a text in quotation marks.")
  }
}
