import Items
import Testing

@Suite struct CanonicalJSON {
  private func canonical(_ text: String) throws -> String {
    try JSON(parsing: Array(text.utf8), file: "t").canonicalText
  }

  @Test(arguments: [
    (#" { "b" : 1 , "a" : [ true , null ] } "#, #"{"a":[true,null],"b":1}"#),
    (#"{"n":1.50,"e":1E+2,"z":-0}"#, #"{"e":1E+2,"n":1.50,"z":-0}"#),
    (#""\u0041\/\u00E9\ud83d\ude00""#, #""A/é😀""#),
    (#""\u0000\u001F\u0008\u000a\u007f\u2028""#, "\"\\u0000\\u001f\\b\\n\u{7F}\u{2028}\""),
    (#"{"\uFFFD":1,"\ud800\udc00":2}"#, "{\"\u{FFFD}\":1,\"\u{10000}\":2}"),
    (#"{"é":1,"e\u0301":2}"#, "{\"e\u{301}\":2,\"\u{E9}\":1}"),
    (#"{"a\n":1,"aA":2,"a":3}"#, #"{"a":3,"a\n":1,"aA":2}"#),
    ("[]", "[]"), ("{}", "{}"), ("\t\r\n 7 ", "7"),
  ])
  func aValueHasOneSpelling(_ text: String, _ expected: String) throws {
    #expect(try Array(canonical(text).utf8) == Array(expected.utf8))
  }

  @Test func theCanonicalTextIsItsOwnCanonicalText() throws {
    for seed in UInt64(1)...400 {
      var made = RandomJSON(seed: seed)
      let value = made.value()
      let bytes = value.canonicalBytes
      let again = try JSON(parsing: bytes, file: "seed \(seed)")
      #expect(again.canonicalBytes == bytes, "seed \(seed)")
      #expect(again == value, "seed \(seed)")
      #expect(again.hashValue == value.hashValue, "seed \(seed)")
    }
  }

  @Test func spacesOrderAndEscapesDoNotMatter() throws {
    for seed in UInt64(1)...400 {
      var made = RandomJSON(seed: seed)
      let value = made.value()
      let text = made.text(of: value)
      let read = try JSON(parsing: Array(text.utf8), file: "seed \(seed)")
      #expect(read.canonicalBytes == value.canonicalBytes, "seed \(seed): \(text)")
    }
  }

  @Test func theFastPathWritesWhatTheTreeWrites() throws {
    for seed in UInt64(1)...600 {
      var made = RandomJSON(seed: seed)
      let value = made.object()
      let text = made.text(of: value)
      var reader = JSONLReader(MemorySource(text + "\n"), file: "seed \(seed)")
      guard case .item(let item, _)? = try reader.next() else {
        Issue.record("seed \(seed): refused \(text)")
        continue
      }
      #expect(item.content == value.canonicalBytes, "seed \(seed): \(text)")
      #expect(item.externalID == Item.contentID(value), "seed \(seed)")
    }
  }

  @Test func theFastPathRefusesWhatTheTreeRefuses() throws {
    for seed in UInt64(1)...3000 {
      var made = RandomJSON(seed: seed)
      let object = made.object()
      var bytes = Array(made.text(of: object, spaces: made.random.isOneIn(2)).utf8)
      let marks = Array("{}[]\",:\\u0d8ef-.+tn \u{0}é".utf8) + [0xFF, 0xC0, 0xED]
      for _ in 0...made.random.below(3) {
        let index = made.random.below(bytes.count)
        switch made.random.below(3) {
        case 0: bytes[index] = marks[made.random.below(marks.count)]
        case 1: bytes.insert(marks[made.random.below(marks.count)], at: index)
        default: if bytes.count > 1 { bytes.remove(at: index) }
        }
      }
      guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
      let tree = try? JSON(parsing: bytes, file: "t")
      let isObject = if case .object? = tree { true } else { false }
      // A mutation may leave a mark that makes a file foreign; a first blank line keeps it a line.
      var reader = JSONLReader(MemorySource([0x0A] + bytes), file: "t")
      switch try reader.next() {
      case .item(let item, _):
        #expect(isObject, "seed \(seed): only the fast path accepts \(Quoted(bytes: bytes))")
        #expect(item.content == tree?.canonicalBytes, "seed \(seed)")
      case .problem(let problem):
        #expect(!isObject, "seed \(seed): \(problem.message)")
      case nil: Issue.record("seed \(seed): nothing was read")
      }
    }
  }

  @Test func everyScalarValueIsKept() throws {
    var scalars = String.UnicodeScalarView()
    func check() throws {
      let text = String(scalars)
      let bytes = JSON.string(text).canonicalBytes
      let read = try JSON(parsing: bytes, file: "scalars")
      #expect(read.stringValue?.utf8.elementsEqual(text.utf8) == true, "from \(text.prefix(1))")
      scalars = String.UnicodeScalarView()
    }
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      scalars.append(scalar)
      if value & 0x3FFF == 0x3FFF { try check() }
    }
    #expect(scalars.isEmpty)
  }

  @Test func stringsThatLookAlikeDiffer() {
    #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
    #expect(JSON.object([JSONMember("\u{E9}", 1)])["e\u{301}"] == nil)
    let item = Item(externalID: "\u{E9}", content: [:])
    #expect(item != Item(externalID: "e\u{301}", content: [:]))
  }

  @Test func peopleSeeValuesAsTheyAreWritten() {
    let content: JSON = [
      "t": "a\nb", "n": .number("1.50"), "b": true, "z": .null, "l": [1, "x"],
    ]
    let item = Item(externalID: "1", content: content)
    #expect(item.text("t") == "a\nb")
    #expect(item.text("n") == "1.50")
    #expect(item.text("b") == "true")
    #expect(item.text("z") == "")
    #expect(item.text("l") == #"[1,"x"]"#)
    #expect(item.text("none") == nil)
  }
}
