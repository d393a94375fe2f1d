import Items
import Project
import Questions
import Support
import Testing

@Suite struct HostileFiles {
  @Test func anchorsAndAliasesAreRefusedWhereTheyStand() {
    let found = read(
      """
      gloss: 1
      name: x
      item: {show: &fields [a, b]}
      questions:
        - {id: q, kind: choice, ask: A?, labels: *fields}
        - {id: r, kind: choice, ask: B?, labels: *fields}
      """
    ).problems
    #expect(found.contains { $0.message.hasPrefix("project.yaml:3:14: Anchors and aliases") })
  }

  @Test(arguments: ["a: [LIST]", "? [LIST]\n: x\n", "? {LIST: 1}\n: x\n"])
  func aliasBombsGoOffNowhere(use: String) {
    var lines = ["z0: &z0 [x, x, x, x, x, x, x, x, x]"]
    for level in 1...30 {
      let list = Array(repeating: "*z\(level - 1)", count: 9).joined(separator: ", ")
      lines.append("z\(level): &z\(level) [\(list)]")
    }
    lines.append(use.replacing("LIST", with: "*z30"))
    let found = read(lines.joined(separator: "\n") + "\n").problems
    #expect(found.map(\.what) == ["The file has 271 aliases."])
    #expect(found.first?.place == Place(file: "project.yaml", line: 2, column: 10))
  }

  @Test func aFewAliasesAreWalkedOnlyOnce() {
    var lines = ["a0: &a0 [x]"]
    for level in 1...4 { lines.append("a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]") }
    let found = read(lines.joined(separator: "\n") + "\n").problems
    #expect(found.count { $0.what == "Anchors and aliases are not read." } == 5)
  }

  @Test func starsAndAmpersandsInTextAreNoAliases() throws {
    let stars = (1...20).map { "*em\($0)* & co" }.joined(separator: " ")
    let project = try project(
      """
      gloss: 1
      name: x
      item: {show: [t]}
      questions: [{id: q, kind: text, ask: "\(stars)"}]
      """)
    #expect(project.questions[0].ask == stars)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[[], "])
  func deepNestingIsRefused(opening: String) {
    for depth in [33, 900, 5_000, 100_000] {
      let found = read("a:\n  " + String(repeating: opening, count: depth)).problems
      #expect(!found.isEmpty, "\(depth)")
    }
    let closed = "a: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(
      read(closed).problems.contains { $0.what == "The file is nested more than 32 deep." })
  }

  @Test func aHugeFileIsRefusedUnread() {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20 + 1)
    let (project, problems) = ProjectDefinition.read(yaml: bytes, file: "project.yaml")
    #expect(project == nil)
    #expect(problems.count == 1)
  }

  @Test func manyDuplicateKeysEnd() {
    let found = read(String(repeating: "a: b\n", count: 500)).problems
    #expect(!found.isEmpty)
    let pairs = (0..<200).map { "k\($0): 1\nk\($0): 2\n" }.joined()
    #expect(read(pairs).problems.contains { $0.what == "More than 60 keys stand twice." })
  }

  @Test func damagedProjectsNeverTrap() {
    let source = Array(replies.utf8)
    var refused = 0
    for seed in UInt64(1)...400 {
      var generator = SplitMix64(seed: seed)
      var bytes = source
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(generator.pick(Array("[]{}:-&*'\"\n\t #|>%@".utf8)), at: index)
        default: bytes.removeSubrange(index..<min(bytes.count, index + 20))
        }
      }
      let (project, problems) = ProjectDefinition.read(yaml: bytes, file: "project.yaml")
      if problems.isEmpty {
        // What has no problem must survive its public form.
        #expect(
          (try? ProjectDefinition(publicForm: project?.publicForm ?? .null))?.publicForm
            == project?.publicForm, "seed \(seed)")
      } else {
        refused += 1
      }
    }
    #expect(refused > 100)
  }
}
