import CCurses
import Curses
import Support
import Terminal
import Testing

@Suite("Input decoder")
struct InputDecoderTests {
  private func keys(_ bytes: [UInt8]) -> [String] {
    var decoder = InputDecoder()
    return names(decoder.events(of: bytes.map(Int32.init)))
  }

  private func keys(_ text: String) -> [String] { keys(Array(text.utf8)) }

  private func names(_ events: [TerminalEvent]) -> [String] {
    events.map { event in
      switch event {
      case .key(let key): key.name
      case .paste(let text): "paste:\(text)"
      default: "\(event)"
      }
    }
  }

  @Test func lettersDigitsAndSignsAreThemselves() {
    #expect(keys("aZ09?/:-") == ["a", "Z", "0", "9", "?", "/", ":", "-"])
    #expect(keys(" ") == ["Space"])
  }

  @Test func everyPrintableCharacterOfUnicodeArrivesWhole() {
    var decoder = InputDecoder()
    for value in UInt32(0xA0)...0x10_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        decoder.feed(Int32(byte))
      }
      let events = decoder.endOfRead()
      guard events == [.key(Key(Character(scalar)))] else {
        Issue.record("U+\(String(value, radix: 16)) came as \(events)")
        return
      }
    }
  }

  @Test func controlBytesAreKeysWithCtrl() {
    #expect(
      keys([0x03, 0x1A, 0x0A, 0x00]) == ["Ctrl+c", "Ctrl+z", "Ctrl+j", "Ctrl+Space"].map(canonical))
    #expect(keys([0x1C, 0x1D, 0x1F]) == ["Ctrl+\\", "Ctrl+]", "Ctrl+_"])
    #expect(keys([0x0D, 0x09, 0x08, 0x7F]) == ["Enter", "Tab", "Backspace", "Backspace"])
  }

  private func canonical(_ name: String) -> String { Key(name: name)?.name ?? name }

  @Test func escapeAloneIsEscapeAndWithALetterIsAlt() {
    #expect(keys([0x1B]) == ["Esc"])
    #expect(keys("\u{1B}x") == ["Alt+x"])
    #expect(keys("\u{1B}é") == ["Alt+é"])
    #expect(keys("\u{1B}\u{1B}") == ["Esc", "Esc"])
    #expect(keys("\u{1B}\r") == [Key(.enter, alt: true).name])
    var decoder = InputDecoder()
    #expect(names(decoder.events(of: [0x1B])) == ["Esc"])
    #expect(names(decoder.events(of: [0x78])) == ["x"])
  }

  @Test func keyCodesOfNcursesHaveTheirNames() {
    let codes: [(Int32, Key)] = [
      (CC_KEY_UP, Key(.up)), (CC_KEY_DOWN, Key(.down)), (CC_KEY_LEFT, Key(.left)),
      (CC_KEY_RIGHT, Key(.right)), (CC_KEY_HOME, Key(.home)), (CC_KEY_END, Key(.end)),
      (CC_KEY_PAGE_UP, Key(.pageUp)), (CC_KEY_PAGE_DOWN, Key(.pageDown)),
      (CC_KEY_INSERT, Key(.insert)), (CC_KEY_DELETE, Key(.delete)),
      (CC_KEY_BACKSPACE, Key(.backspace)), (CC_KEY_ENTER, Key(.enter)),
      (CC_KEY_TAB | CC_SHIFT, Key(.tab, shift: true)),
      (CC_KEY_RIGHT | CC_CONTROL, Key(.right, control: true)),
      (CC_KEY_UP | CC_ALT | CC_SHIFT, Key(.up, alt: true, shift: true)),
      (CC_KEY_FUNCTION + 1, Key(.function(1))), (CC_KEY_FUNCTION + 12, Key(.function(12))),
    ]
    for (code, key) in codes {
      var decoder = InputDecoder()
      #expect(decoder.events(of: [code]) == [.key(key)])
      #expect(decoder.events(of: [0x1B, code]).count == 1)
    }
    var decoder = InputDecoder()
    #expect(decoder.events(of: [CC_KEY_OTHER]).isEmpty)
  }

  @Test func sequencesThatNcursesDoesNotKnowAreReadToTheirEnd() {
    #expect(keys("\u{1B}[1;5C") == ["Ctrl+Right"])
    #expect(keys("\u{1B}[5;3~") == ["Alt+PgUp"])
    #expect(keys("\u{1B}OA\u{1B}OP") == ["Up", "F1"])
    #expect(keys("\u{1B}[[C") == ["F3"])
    #expect(keys("\u{1B}[Z") == ["Shift+Tab"])
    #expect(keys("\u{1B}[27;5;13~") == [Key(.enter, control: true).name])
    #expect(keys("\u{1B}[97;5u") == [Key(.character("a"), control: true).name])
    #expect(keys("\u{1B}Oq\u{1B}OM") == ["1", "Enter"])
  }

  @Test func unknownSequencesPressNoKey() {
    // A focus report, answers to questions, a mouse report: their digits are labels elsewhere.
    for text in [
      "\u{1B}[I", "\u{1B}[?1;2c", "\u{1B}[24;80R", "\u{1B}[<0;3;4M", "\u{1B}[M 12", "\u{1B}[1;9;9q",
    ] {
      let found = keys(text + "k").filter { $0 != "F3" && !$0.hasSuffix("F3") }
      #expect(found == ["k"], "\(text.dropFirst())")
    }
  }

  @Test func aSequenceCutInTwoIsOneKey() {
    var decoder = InputDecoder()
    #expect(decoder.events(of: Array("\u{1B}[1;".utf8).map(Int32.init)).isEmpty)
    #expect(decoder.isPending)
    #expect(names(decoder.events(of: Array("5D".utf8).map(Int32.init))) == ["Ctrl+Left"])
    #expect(!decoder.isPending)
  }

  @Test func silenceEndsWhatDoesNotGoOn() {
    var decoder = InputDecoder()
    #expect(decoder.events(of: [0x1B, 0x5B, 0x31]).isEmpty)
    #expect(decoder.silence().isEmpty)
    #expect(names(decoder.events(of: [0x31])) == ["1"])
    #expect(decoder.events(of: [0xE4, 0xBD]).isEmpty)
    #expect(decoder.isPending)
    #expect(names(decoder.silence()) == ["\u{FFFD}"])
    #expect(!decoder.isPending)
  }

  @Test func aCharacterCutInTwoIsOneKey() {
    var decoder = InputDecoder()
    #expect(decoder.events(of: [0x1B, 0xC3]).isEmpty)
    #expect(names(decoder.events(of: [0xA9])) == ["Alt+é"])
    #expect(decoder.events(of: [0xF0, 0x9F]).isEmpty)
    #expect(names(decoder.events(of: [0x98, 0x80, 0x61])) == ["😀", "a"])
  }

  @Test func badBytesHoldNoKeyBack() {
    #expect(keys([0xFF, 0x31, 0x32]) == ["\u{FFFD}", "1", "2"])
    #expect(keys([0xE9, 0x71]) == ["\u{FFFD}", "q"])
    #expect(keys([0xC3, 0x71]) == ["\u{FFFD}", "q"])
    #expect(keys([0xC0, 0xAF]) == ["\u{FFFD}", "\u{FFFD}"])
    #expect(keys([0xED, 0xA0, 0x80]) == ["\u{FFFD}", "\u{FFFD}", "\u{FFFD}"])
    #expect(keys([0xF4, 0x90, 0x80, 0x80, 0x41]) == Array(repeating: "\u{FFFD}", count: 4) + ["A"])
    #expect(keys([0xC3, 0x1B]) == ["\u{FFFD}", "Esc"])
  }

  @Test func anyBytesGiveTheTextThatSwiftWouldRead() {
    for seed in UInt64(1)...2000 {
      var random = SplitMix64(seed: seed)
      let parts = (0..<20).map { _ -> [UInt8] in
        random.chance(1, in: 3)
          ? [UInt8.random(in: 0x80...0xFF, using: &random)]
          : Array(String(Character(random.scalar())).utf8)
      }
      let bytes = parts.joined().filter { $0 >= 0x20 && $0 != 0x7F }
      var decoder = InputDecoder()
      var events: [TerminalEvent] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = min(rest.count, Int.random(in: 1...5, using: &random))
        events += decoder.events(of: rest.prefix(count).map(Int32.init))
        rest = rest.dropFirst(count)
      }
      events += decoder.silence()
      let expected = String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
        TerminalEvent.key(
          Key(Character((0x80...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar)))
      }
      #expect(events == expected, "seed \(seed)")
    }
  }

  @Test func noInputEverStopsTheKeysThatFollow() {
    for seed in UInt64(1)...3000 {
      var random = SplitMix64(seed: seed)
      var decoder = InputDecoder()
      for _ in 0..<30 {
        let codes = (0..<Int.random(in: 1...8, using: &random)).map { _ -> Int32 in
          switch Int.random(in: 0..<8, using: &random) {
          case 0: 0x1B
          case 1: Int32(UInt8(ascii: "["))
          case 2: Int32.random(in: CC_KEY_UP...CC_KEY_TAB, using: &random)
          case 3: CC_KEY_PASTE_BEGIN
          case 4: CC_KEY_PASTE_END
          default: Int32.random(in: 0...255, using: &random)
          }
        }
        _ = decoder.events(of: codes)
      }
      _ = decoder.events(of: [CC_KEY_PASTE_END])
      _ = decoder.silence()
      #expect(names(decoder.events(of: [0x71])) == ["q"], "seed \(seed)")
    }
  }
}
