import Support
import Terminal
import Testing

@Suite struct TextFieldTests {
  /// Presses keys by their names, one after the other.
  func press(_ field: inout TextField, _ names: String, columns: Int? = nil) {
    for name in names.split(separator: " ") {
      guard let key = Key(name: String(name)) else {
        Issue.record("no key \(name)")
        continue
      }
      _ = field.handle(key, columns: columns)
    }
  }

  /// Whether a field would use a key.
  func takes(_ field: TextField, _ name: String) -> Bool {
    var field = field
    return Key(name: name).map { field.handle($0) } ?? false
  }

  /// The text with `|` at the cursor.
  func marked(_ field: TextField) -> String {
    var scalars = field.text.unicodeScalars
    scalars.insert("|", at: scalars.index(scalars.startIndex, offsetBy: field.cursor))
    return String(scalars)
  }

  func picture(_ field: TextField, _ columns: Int) -> String {
    let view = field.view(columns: columns)
    var frame = Frame(Viewport(columns: columns, rows: view.lines.count))
    frame.put(view.lines, in: frame.bounds)
    #expect(view.cursor.column < columns)
    return frame.picture + "\n(\(view.cursor.row), \(view.cursor.column))"
  }

  @Test func typingPutsCharactersAtTheCursor() {
    var field = TextField()
    press(&field, "h i Space A é")
    #expect(marked(field) == "hi Aé|")
    press(&field, "Left Left x Home y End z")
    #expect(marked(field) == "yhi xAéz|")
    press(&field, "Backspace Backspace Ctrl+A Delete")
    #expect(marked(field) == "|hi xA")
  }

  @Test func oneKeyRemovesWhatOneCellShows() {
    var field = TextField("ae\u{301}中👍🏽")
    press(&field, "Left Left")
    #expect(field.cursor == 3)
    press(&field, "Backspace")
    #expect(field.text == "a中👍🏽")
    press(&field, "Right Delete")
    #expect(field.text == "a中")
  }

  @Test func wordsAreSkippedAndRemoved() {
    var field = TextField("one two-three  four")
    press(&field, "Ctrl+Left")
    #expect(marked(field) == "one two-three  |four")
    press(&field, "Alt+b Alt+b")
    #expect(marked(field) == "one |two-three  four")
    press(&field, "Ctrl+Right Ctrl+W")
    #expect(marked(field) == "one |-three  four")
    #expect(field.killed == "two")
    press(&field, "Alt+d Ctrl+Y")
    #expect(marked(field) == "one -three|  four")
    press(&field, "Ctrl+K")
    #expect(marked(field) == "one -three|")
    press(&field, "Ctrl+U Ctrl+U")
    #expect(marked(field) == "|" && field.killed == "one -three")
  }

  @Test func aFieldOfOneLineTakesNoLineEnd() {
    var field = TextField()
    field.insert("a\r\nb\nc\u{1B}[31m\td\u{9B}")
    #expect(field.text == "a b c[31m d")
    #expect(["Enter", "Ctrl+J", "Up", "Tab", "Ctrl+C", "Esc"].filter { takes(field, $0) } == [])
  }

  @Test func aFieldOfSeveralLinesMovesBetweenThem() {
    var field = TextField(multiline: true)
    field.insert("first line\r\nab\rthird")
    #expect(field.text == "first line\nab\nthird")
    press(&field, "Up")
    #expect(marked(field) == "first line\nab|\nthird")
    press(&field, "Up Home")
    #expect(marked(field) == "|first line\nab\nthird")
    #expect(!takes(field, "Up") && takes(field, "Down"))
    press(&field, "Down End Ctrl+J")
    #expect(marked(field) == "first line\nab\n|\nthird")
    press(&field, "Ctrl+K Ctrl+K")
    #expect(marked(field) == "first line\nab\n|")
    #expect(!takes(field, "Down") && takes(field, "Up"))
  }

  @Test func aFieldIsBrokenAfterBlanksAndKeepsThem() throws {
    var field = TextField("some words  in a field", multiline: true)
    try expectPicture(
      picture(field, 11),
      equals: """
        some
        words  in
        a field
        (2, 7)
        """)
    press(&field, "Up Up Home Down", columns: 11)
    #expect(field.cursor == 5)
    press(&field, "End", columns: 11)
    #expect(field.cursor == 14)
    press(&field, "Right", columns: 11)
    #expect(field.cursor == 15)
    try expectPicture(
      picture(TextField("中文字中文字a", multiline: true), 8),
      equals: """
        中文字
        中文字a
        (1, 7)
        """)
  }

  @Test func aLongLineShowsThePartAroundTheCursor() throws {
    var field = TextField("abcdefghijklmnop")
    try expectPicture(picture(field, 8), equals: "…klmnop\n(0, 7)")
    press(&field, "Left Left")
    try expectPicture(picture(field, 8), equals: "…jklmnop\n(0, 6)")
    press(&field, "Left Left")
    try expectPicture(picture(field, 8), equals: "…hijklm…\n(0, 6)")
    press(&field, "Home")
    try expectPicture(picture(field, 8), equals: "abcdefg…\n(0, 0)")
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func whateverIsPressedTheCursorStandsBetweenGlyphsAndInSight(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var field = TextField(random.hostileText(most: 30), multiline: seed % 2 == 0)
    let names = [
      "Left", "Right", "Up", "Down", "Home", "End", "Backspace", "Delete", "Ctrl+W", "Ctrl+K",
      "Ctrl+Y", "Ctrl+Left", "Ctrl+Right", "Ctrl+J", "a", "Space", "中", "U+0301", "Ctrl+U",
    ]
    for step in 0..<150 {
      let columns = Int.random(in: 4...20, using: &random)
      if random.chance(1, in: 6) {
        field.insert(random.hostileText(most: 6))
      } else {
        press(&field, random.pick(names), columns: columns)
      }
      let note: Comment = "seed \(seed), step \(step)"
      let bounds = DisplayText(field.text).glyphs.map(\.scalars.lowerBound)
      #expect(
        bounds.contains(field.cursor) || field.cursor == field.text.unicodeScalars.count, note)
      let view = field.view(columns: columns)
      #expect(view.lines.allSatisfy { $0.width() <= columns }, note)
      #expect(view.lines.indices.contains(view.cursor.row), note)
      #expect((0..<columns).contains(view.cursor.column), note)
      if field.multiline {
        let shown = view.lines.map(\.text).joined().unicodeScalars
        let typed = field.text.unicodeScalars.filter { $0 != "\n" }
        #expect(shown.elementsEqual(typed), note)
      }
    }
  }
}
