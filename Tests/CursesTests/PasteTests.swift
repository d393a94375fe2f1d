import CCurses
import Curses
import Terminal
import Testing

@Suite("Paste")
struct PasteTests {
  private func codes(_ text: String) -> [Int32] { text.utf8.map(Int32.init) }

  private func paste(_ inside: [Int32]) -> [TerminalEvent] {
    var decoder = InputDecoder()
    return decoder.events(of: [CC_KEY_PASTE_BEGIN] + inside + [CC_KEY_PASTE_END])
  }

  @Test func aPasteIsOneEventAndNoKey() {
    #expect(paste(codes("1234 é作")) == [.paste("1234 é作")])
    #expect(paste([]) == [.paste("")])
  }

  @Test func lineEndsBecomeNewlinesAndOtherControlsGo() {
    #expect(paste(codes("a\r\nb\rc\nd\te")) == [.paste("a\nb\nc\nd\te")])
    #expect(paste(codes("a\u{0}b\u{7}c\u{7F}d\u{85}e\u{9B}f")) == [.paste("abcdef")])
    #expect(paste(codes("x\u{1B}[31my")) == [.paste("x[31my")])
  }

  @Test func keysInsideAPasteAreNoKeys() {
    #expect(paste(codes("a") + [CC_KEY_UP, CC_KEY_PASTE_BEGIN] + codes("b")) == [.paste("ab")])
  }

  @Test func badBytesInsideAPasteAreReplaced() {
    #expect(paste([0x61, 0xFF, 0x62, 0xC3]) == [.paste("a\u{FFFD}b\u{FFFD}")])
  }

  @Test func aPasteMayComeInManyReads() {
    var decoder = InputDecoder()
    #expect(decoder.events(of: [CC_KEY_PASTE_BEGIN] + codes("one ")).isEmpty)
    #expect(decoder.silence().isEmpty)
    #expect(decoder.events(of: [0xC3]).isEmpty)
    #expect(decoder.silence().isEmpty)
    #expect(
      decoder.events(of: [0xA9, CC_KEY_PASTE_END, 0x31]) == [.paste("one é"), .key(Key("1"))])
  }

  @Test func theMarksAreFoundAmongBytesToo() {
    var decoder = InputDecoder()
    let events = decoder.events(of: codes("\u{1B}[200~text\u{1B}[201~k"))
    #expect(events == [.paste("text"), .key(Key("k"))])
    #expect(decoder.events(of: codes("\u{1B}[200~te\u{1B}[20")).isEmpty)
    #expect(decoder.events(of: codes("1~")) == [.paste("te")])
  }

  @Test func ctrlCAloneEndsAPasteWhoseMarkWasLost() {
    var decoder = InputDecoder()
    #expect(decoder.events(of: [CC_KEY_PASTE_BEGIN] + codes("ab\u{3}c")).isEmpty)
    #expect(
      decoder.events(of: [3])
        == [.paste("abc"), .key(Key(.character("c"), control: true))])
    #expect(decoder.events(of: codes("k")) == [.key(Key("k"))])
  }

  @Test func aVeryLongPasteComesInPartsAndWhole() {
    var decoder = InputDecoder()
    let text = String(repeating: "作é x\n", count: 300_000)
    let events = decoder.events(of: [CC_KEY_PASTE_BEGIN] + codes(text) + [CC_KEY_PASTE_END])
    let parts = events.map { if case .paste(let part) = $0 { part } else { "not a paste" } }
    #expect(parts.count > 1)
    #expect(parts.joined() == text)
  }
}
