import Support
import Terminal
import Testing

@Suite struct KeyTests {
  @Test(
    arguments: [
      ("a", Key("a")), ("A", Key("A")), ("Space", Key(" ")), ("Enter", Key(.enter)),
      ("Tab", Key(.tab)), ("Shift+Tab", Key(.tab, shift: true)),
      ("Ctrl+C", Key(.character("c"), control: true)), ("Alt+x", Key(.character("x"), alt: true)),
      ("Up", Key(.up)), ("Shift+Up", Key(.up, shift: true)),
      ("Ctrl+Right", Key(.right, control: true)), ("PgUp", Key(.pageUp)), ("PgDn", Key(.pageDown)),
      ("F1", Key(.function(1))), ("Backspace", Key(.backspace)), ("Esc", Key(.escape)),
      ("+", Key("+")), ("-", Key("-")), ("Ctrl++", Key(.character("+"), control: true)),
      ("Ctrl+-", Key(.character("-"), control: true)), ("Alt+X", Key(.character("X"), alt: true)),
      ("Ctrl+Space", Key(.character(" "), control: true)), ("é", Key("é")), ("中", Key("中")),
      ("Ctrl+Alt+Shift+F12", Key(.function(12), control: true, alt: true, shift: true)),
      ("Ctrl+Shift+Z", Key(.character("z"), control: true, shift: true)),
      ("U+200B", Key("\u{200B}")), ("U+001B", Key("\u{1B}")), ("#", Key("#")), ("?", Key("?")),
    ] as [(String, Key)])
  func keysHaveTheNamesThatPeopleUse(name: String, key: Key) {
    #expect(key.name == name)
    #expect(Key(name: name) == key)
  }

  @Test func namesAreReadKindly() {
    #expect(Key(name: "ctrl-c") == Key(name: "Ctrl+C"))
    #expect(Key(name: "Ctrl+c") == Key(name: "Ctrl+C"))
    #expect(Key(name: "Shift+a") == Key("A"))
    #expect(Key(name: "PageUp") == Key(.pageUp))
    #expect(Key(name: "ESCAPE") == Key(.escape))
    #expect(Key(name: "Hash") == Key("#"))
  }

  @Test(arguments: [
    "", " ", "Spcae", "Ctrl+", "F0", "F64", "F01", "ab", "U+", "U+0061U+0062", "Hyper+x", "\t",
  ])
  func whatIsNoKeyHasNoMeaning(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func everyKeyIsReadBackFromItsName(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let named: [KeyCode] = [
      .enter, .tab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown,
    ]
    for _ in 0..<500 {
      let code: KeyCode
      switch Int.random(in: 0..<4, using: &random) {
      case 0: code = random.pick(named)
      case 1: code = .function(.random(in: 1...63, using: &random))
      case 2:
        let text = random.hostileText(most: 4)
        guard let character = text.first else { continue }
        code = .character(character)
      default: code = .character(Character(random.scalar()))
      }
      let key = Key(
        code, control: .random(using: &random), alt: .random(using: &random),
        shift: .random(using: &random))
      #expect(Key(name: key.name) == key, "seed \(seed): \(key.name)")
      #expect(
        key.name.unicodeScalars.allSatisfy { mayReachTerminal($0) && $0 != " " }, "seed \(seed)")
    }
  }

  @Test func aKeySaysWhatItTypes() {
    #expect(Key("x").typed == "x")
    #expect(Key(.character("x"), alt: true).typed == nil)
    #expect(Key(.enter).typed == nil)
  }
}
