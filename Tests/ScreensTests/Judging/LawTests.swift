import Judgments
import Screens
import Support
import Terminal
import Testing

/// What holds for every item, size and stream of keys.
@Suite struct JudgingLaws {
  static let sizes = [(60, 16), (80, 24), (120, 40), (150, 40), (200, 50)].map {
    Size(columns: $0.0, rows: $0.1)
  }

  private static let pieces = [
    "plain words ", "作業と確認 ", "e\u{301}\u{302} ", "👩‍👩‍👧 ", "שלום ", "\u{1B}[31m", "\u{202E}",
    "\u{200B}", "\u{9B}2J", "\u{E0041}", "\r\n", "\n\n", "\t", "# ", "* ", "`", "| a | b |\n",
    "https://example.org/a/b ", "\u{7F}", "\u{2028}",
  ]

  private static func text(_ random: inout SplitMix64, _ most: Int) -> String {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in random.pick(pieces) }.joined()
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func item(_ random: inout SplitMix64) -> String {
    var members: [String] = []
    for field in ["prompt", "reply_a", "reply_b", "text", "flag"] where random.chance(9, in: 10) {
      let value =
        random.chance(1, in: 8)
        ? random.pick(["true", "3.5", "null", "\"\"", "[1, {\"a\": 2}]"])
        : quoted(text(&random, random.chance(1, in: 3) ? 400 : 12))
      members.append("\"\(field)\": \(value)")
    }
    return "{" + members.joined(separator: ", ") + "}"
  }

  static let projects = [
    (Sample.comparison, "Which reply is better overall?"),
    (Sample.sentiment, "What does the review"),
    (Sample.survey, ""), (Sample.nested, "Which area?"), (Sample.crowd, "Which of them?"),
  ]

  private static func bench(_ random: inout SplitMix64, _ project: String, _ size: Size) throws
    -> Bench
  {
    let items = (0..<4).map { _ in item(&random) }
    return try Bench(
      project, items: items, handbook: random.chance(3, in: 4) ? Sample.handbook : nil, size: size,
      name: text(&random, 6), externalIDs: [0: text(&random, 30)])
  }

  private func check(_ bench: Bench, _ story: String) {
    let frame = bench.session.view(in: bench.viewport)
    #expect(frame.size == bench.viewport.size, "\(story)")
    for row in 0..<frame.size.rows {
      let text = frame.text(row: row)
      let isSafe = text.unicodeScalars.allSatisfy { scalar in
        scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar.value != 0x202E
          && scalar.value != 0x200B && !(0xE0000...0xE007F).contains(scalar.value)
          && scalar.value != 0x2028
      }
      #expect(isSafe, "\(story): row \(row) is not safe.")
      var width = 0
      for column in 0..<frame.size.columns { width += Int(frame[row, column].width) }
      #expect(width == frame.size.columns, "\(story): row \(row) has a cell without its half.")
    }
  }

  @Test(arguments: 0..<12)
  func theFocusedQuestionAndAnOptionAreAlwaysInSight(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for (project, ask) in Self.projects {
      for size in Self.sizes {
        let bench = try Self.bench(&random, project, size)
        let story = "seed \(seed), \(size.columns)×\(size.rows), \(ask)"
        check(bench, story)
        let rows = bench.picture.split(separator: "\n").map { String($0) }
        #expect(rows.contains { $0.contains(ask) }, "\(story)")
        if project == Sample.comparison {
          let keys = ["1 A much", "4 tie", "7 B much", "0 both bad", "9 cannot judge"]
          for key in keys { #expect(bench.picture.contains(key), "\(story): \(key)") }
        }
        if project == Sample.crowd {
          // What finds no room is counted, and the key that reaches it is named.
          let hidden = rows.contains { $0.contains("more: l") }
          #expect(hidden || bench.picture.contains("person 59"), "\(story)")
        }
      }
    }
  }

  @Test(arguments: 0..<24)
  func noStreamOfKeysLosesASavedJudgmentOrLeavesTheScreen(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (project, _) = random.pick(Self.projects)
    let profile = random.pick(KeyProfiles.all)
    var bench = try Self.bench(&random, project, random.pick(Self.sizes))
    let bound = profile.keymap.bindings.flatMap(\.keys)
    let keys =
      bound + "0123456789abcxyz \u{20AC}".map { Key($0) } + [Key(.escape), Key(.function(9))]
    for step in 0..<160 where !bench.isOver {
      let story = "seed \(seed), \(profile.name), step \(step)"
      let before = bench.log.count + bench.undone.count
      let undoes = bench.effects.count { $0 == .undo }
      switch Int.random(in: 0..<20, using: &random) {
      case 0: bench.paste(Self.text(&random, 40))
      case 1:
        let size = random.pick(Self.sizes + [Size(columns: 20, rows: 5)])
        bench.resize(size.columns, size.rows)
      case 2: bench.wait(milliseconds: 400)
      default:
        let key = random.pick(keys)
        bench.press(key, after: UInt64.random(in: 1...2000, using: &random))
      }
      // Saved ones leave the list by an undo only, which keeps them for a redo.
      #expect(bench.log.count + bench.undone.count >= before, "\(story)")
      #expect(bench.effects.count { $0 == .undo } <= undoes + 1, "\(story)")
      check(bench, story)
    }
  }

  @Test func aTextThatIsCutSaysHowMuchIsMissing() throws {
    for size in Self.sizes {
      let long = String(repeating: "word ", count: 900)
      var bench = try Bench(
        Sample.comparison,
        items: ["{\"prompt\": \"\(long)\", \"reply_a\": \"\(long)\", \"reply_b\": \"\(long)\"}"],
        handbook: Sample.handbook, size: size)
      let marks = bench.picture.count { $0 == "▼" }
      let panes = size.columns < 110 ? 2 : 3
      #expect(marks == panes, "\(size)")
      // Reading on reaches the end of every text, and then says so.
      for _ in 0..<900 where !bench.picture.contains("Both replies are read to the end.") {
        bench.press("Space")
      }
      #expect(!bench.picture.contains("▼"), "\(size)\n\(bench.picture)")
      bench.press("1")
      #expect(bench.standing(1)?.read.allSatisfy { $0.permille == 1000 } == true, "\(size)")
    }
  }

  @Test func everyCommandDoesSomethingOrSaysWhyNot() throws {
    for command in Commands.all
    where command.contexts.contains("judging") && command.name != "palette" {
      var bench = try Bench(
        Sample.comparison, items: [Sample.pair, Sample.pair], handbook: Sample.handbook)
      bench.press(":")
      bench.type(command.summary)
      let before = bench.effects.count
      let picture = bench.picture
      #expect(picture.contains("Enter does it"))
      bench.press("Enter")
      #expect(bench.picture != picture || bench.effects.count > before, "\(command.name)")
    }
  }
}
