import Items
import Testing

@Suite struct JSONProblems {
  private func message(_ bytes: [UInt8], line: Int = 1) -> String {
    do throws(Problem) {
      return "accepted: \(try JSON(parsing: bytes, file: "f.json", line: line).canonicalText)"
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, #"f.json:1:8: The key "a" stands twice in one object."#),
    (#"{"a":1,"\u0061":2}"#, #"f.json:1:8: The key "a" stands twice"#),
    (#"{"é":"\ud83d"}"#, #"f.json:1:7: The escape \ud83d is half of a surrogate pair."#),
    (#"["\ud83dx"]"#, #"f.json:1:3: The escape \ud83d is half"#),
    (#"["\udc00"]"#, #"f.json:1:3: The escape \udc00 is half"#),
    (#"["\ud83d\ud83d"]"#, #"f.json:1:3: The escape \ud83d is half"#),
    (#"["\ud83d\u00"]"#, #"f.json:1:9: An escape \u is not followed by four"#),
    (#"["\x41"]"#, "f.json:1:3: JSON has no such escape."),
    ("[1,\n 2,]", #"f.json:2:4: "]" was not expected here. A value was expected."#),
    (#"{"a" 1}"#, #"f.json:1:6: "1" was not expected here. ":" was expected after the key."#),
    ("{a:1}", #"f.json:1:2: "a" was not expected here. A key in quotation marks was expected."#),
    ("[NaN]", #"f.json:1:2: "NaN" is no JSON value. JSON has no such number"#),
    ("[-Infinity]", #"f.json:1:3: "Infinity" is no JSON value. JSON has no such number"#),
    ("[True]", #"f.json:1:2: "True" is no JSON value. Write true."#),
    ("[01]", "f.json:1:2: A number begins with a needless 0."),
    ("[1.]", #"f.json:1:4: "]" was not expected here. A digit was expected"#),
    ("[1e]", #"f.json:1:4: "]" was not expected here. A digit"#),
    ("[tru]", #"f.json:1:2: "t" was not expected here. A value was expected."#),
    ("1 2", #"f.json:1:3: "2" was not expected here. Nothing may follow the value."#),
    (#"{"a":"b"#, "f.json:1:6: The string that begins here has no closing quotation mark."),
    (#"{"a":1"#, #"f.json:1:7: The text ends too early. A comma or "}" was expected."#),
    ("", "f.json:1:1: The text ends too early. A value was expected."),
    ("[\"a\tb\"]", "f.json:1:4: The control character ‹U+0009› stands bare in a string."),
    ("[\"\u{0}\"]", "f.json:1:3: The control character ‹U+0000› stands bare in a string."),
    ("[\u{0}]", "f.json:1:2: There is a NUL byte."),
    ("[\u{202E}]", #"f.json:1:2: "‹U+202E›" was not expected here."#),
  ])
  func aMistakeIsToldWithItsPlace(_ text: String, _ expected: String) {
    let message = message(Array(text.utf8))
    #expect(message.hasPrefix(expected), "\(message)")
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
      [0xF0, 0x8F, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xC3],
    ] as [[UInt8]])
  func malformedUTF8IsRefusedWhereItBegins(_ bytes: [UInt8]) {
    let text = Array("[\"é€".utf8) + bytes + Array("\"]".utf8)
    let first = Hexadecimal.text([bytes[0]]).uppercased()
    let expected = "f.json:1:5: The byte \(first) is not UTF-8."
    #expect(message(text).hasPrefix(expected), "\(message(text))")
  }

  @Test func nestingEndsAtSixtyFour() {
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
    }
    #expect(message(nested(64)).hasPrefix("accepted"))
    #expect(message(nested(65)).contains("nested deeper than 64"))
    #expect(message([UInt8](repeating: 0x5B, count: 1_000_000)).contains("nested deeper than 64"))
  }

  @Test func noTextFromDataReachesAMessageAsItIs() {
    let hostile = "\u{1B}[2J\u{9B}31m\u{202E}\u{200B}\u{E0041}\u{7}"
    let text = JSON.string(hostile).canonicalText
    let message = message(Array("{\(text):1,\(text):2}".utf8))
    #expect(message.contains("‹U+001B›[2J‹U+009B›31m‹U+202E›‹U+200B›‹U+E0041›‹U+0007›"))
    #expect(
      !message.unicodeScalars.contains { hostile.unicodeScalars.contains($0) && $0.value < 32 })
  }
}
