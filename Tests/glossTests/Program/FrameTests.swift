import Foundation
import Support
import Testing

extension ProgramTests {
  @Suite("Frames")
  struct Frames {
    /// Keys as a file names them, with what a terminal sends for each.
    private static let steps: [(name: String, bytes: String)] = [
      ("Space", " "), ("Tab", "\t"), ("d", "d"), ("d", "d"), ("g", "g"), ("G", "G"), ("q", "q"),
      ("j", "j"), ("k", "k"), ("7", "7"), ("a", "a"), ("Enter", "\r"), ("Enter", "\r"),
      (".", "."), ("c", "c"), ("4", "4"), ("]", "]"), ("[", "["), ("-", "-"), ("2", "2"),
      ("u", "u"), ("1", "1"),
    ]

    /// A store of the comparison sample.
    private func sample(_ scratch: Scratch) throws -> String {
      let project = Places.repositoryRoot + "/Samples/helpful-replies"
      let store = scratch.path("sample.gloss")
      let made = try scratch.gloss("create", project, store, "--as", "ada")
      guard made.status == 0 else { throw Broken(made.errors) }
      return store
    }

    @Test(arguments: [[60, 16], [80, 24], [120, 40], [150, 40], [200, 50]])
    func aReplayShowsWhatTheTerminalShows(size: [Int]) throws {
      let (columns, rows) = (size[0], size[1])
      let scratch = try Scratch()
      let store = try sample(scratch)
      for count in [0, 3, 6, 11, 13, 17, Self.steps.count] {
        let steps = Self.steps.prefix(count)
        let keys = try scratch.write(
          steps.map { $0.name + "\n" }.joined(), to: "keys")
        // Each on a copy of its own: what one saves is not there for the other.
        let (played, typed) = (scratch.path("replay\(count)"), scratch.path("terminal\(count)"))
        for copy in [played, typed] {
          try FileManager.default.copyItem(atPath: store, toPath: copy)
        }
        let replay = try scratch.gloss(
          "work", played, "--dump-frame", "-", "--size", "\(columns)x\(rows)",
          "--keys", keys, "--guard", "0", "--item", "hr-004")
        #expect(replay.status == 0, "\(replay.errors)")
        let terminal = try scratch.terminal(
          "work", typed, "--guard", "0", "--item", "hr-004",
          columns: columns, rows: rows)
        try terminal.wait(forSaved: 0)
        for step in steps {
          // One by one, as a person types: the decoder is to meet every key alone.
          terminal.readUntilSilent(for: 10)
          try terminal.send(step.bytes)
        }
        do {
          try terminal.wait(for: "the same frame", withinSeconds: 5) {
            (try? expectPicture($0.picture, equals: replay.output)) != nil
          }
        } catch {
          try expectPicture(
            terminal.screen.picture, equals: replay.output,
            "terminal against replay, \(columns)×\(rows), after \(count) keys")
        }
        invariants(replay.output, columns: columns, rows: rows, count: count)
        terminal.finish()
      }
    }

    /// What holds for every frame of the judging screen, whatever it shows.
    private func invariants(_ picture: String, columns: Int, rows: Int, count: Int) {
      let lines = picture.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == rows + 1, "\(columns)×\(rows) after \(count) keys")
      #expect(lines.allSatisfy { $0.count <= columns }, "\(columns)×\(rows) after \(count) keys")
      // The verdict row is in sight, and what is cut says how much.
      guard !picture.hasPrefix(" Which reply helps more?") else { return }
      #expect(picture.contains("both bad") || picture.contains("decided it"), "\(picture)")
    }

    @Test func aReplayReallyWritesToTheStore() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 4)
      let keys = try scratch.write("# three judgments\n1\n2\n3\nu\nwait 200\n", to: "keys")
      let replay = try scratch.gloss("work", store, "--keys", keys)
      #expect(replay.status == 0, "\(replay.errors)")
      #expect(try scratch.status("judged", of: store) == 2)
    }

    @Test func aWrongKeyNameIsToldWithItsPlace() throws {
      let scratch = try Scratch()
      let store = try scratch.makeStore(items: 4)
      let keys = try scratch.write("1\nnonsense\u{1B}[31m\n", to: "keys")
      let replay = try scratch.gloss("work", store, "--keys", keys)
      #expect(replay.status == 1)
      #expect(replay.errors.contains("keys:2"))
      #expect(!replay.errors.contains("\u{1B}"))
      #expect(try scratch.status("judged", of: store) == 0)
    }
  }

  @Suite("Bytes on the wire")
  struct Wire {
    /// Fifty keys of a usual sitting; those that change the item are told apart, and so are those
    /// that arrange the screen anew (`g`, and Enter where a text answer gets its rows).
    private static let session: [(keys: String, isAnother: Bool)] =
      Array(repeating: [(" ", false), ("\t", false)], count: 3).flatMap { $0 }
      + [
        ("d", false), ("d", false), ("g", false), ("g", false), ("j", false), ("j", false),
        ("k", false), ("6", false), ("a", false), ("s", false), ("u", false), ("\r", false),
        ("o", false), ("k", false), ("\r", true), ("]", true), ("[", true), ("c", false),
        ("3", false), (" ", false), ("\t", false), ("-", false), ("1", true), ("u", true),
        ("n", false), ("f", false), ("i", false), ("x", false), ("\r", false), ("2", false),
        ("m", false), ("r", false), ("\r", false), ("t", false), ("h", false), ("e", false),
        ("\r", true), ("]", true), ("]", true), (" ", false), ("/", false), ("a", false),
        ("\r", false), ("[", true),
      ]

    @Test(arguments: [[80, 24], [120, 40]])
    func aKeySendsLittleAndAnItemNotMuch(size: [Int]) throws {
      #expect(Self.session.count == 50)
      let scratch = try Scratch()
      let store = scratch.path("sample.gloss")
      let project = Places.repositoryRoot + "/Samples/helpful-replies"
      let made = try scratch.gloss("create", project, store, "--as", "ada")
      #expect(made.status == 0, "\(made.errors)")
      let terminal = try scratch.terminal(
        "work", store, "--guard", "0", "--item", "hr-004", columns: size[0], rows: size[1])
      try terminal.wait(forSaved: 0)
      terminal.readUntilSilent(for: 100)
      var costs: [(keys: String, isAnother: Bool, bytes: Int)] = []
      for key in Self.session {
        try terminal.send(key.keys)
        costs.append((key.keys, key.isAnother, terminal.readUntilSilent(for: 60)))
      }
      let arranging: Set = ["g", "\r"]
      let small = costs.filter { !$0.isAnother && !arranging.contains($0.keys) }.map(\.bytes)
        .sorted()
      let arranged = costs.filter { !$0.isAnother && arranging.contains($0.keys) }.map(\.bytes)
        .sorted()
      let large = costs.filter(\.isAnother).map(\.bytes).sorted()
      let told = costs.map { "\($0.keys.debugDescription)\($0.isAnother ? "*" : "") \($0.bytes)" }
        .joined(separator: ", ")
      print("bytes a key at \(size[0])×\(size[1]): \(told)")
      let median = costs.map(\.bytes).sorted()[costs.count / 2]
      #expect(median <= 300, "\(told)")
      #expect(small.last ?? 0 <= 2048, "\(told)")
      // What arranges the whole screen anew paints it anew, as another item does.
      #expect(arranged.last ?? 0 <= 12 * 1024, "\(told)")
      #expect(large.last ?? 0 <= 12 * 1024, "\(told)")
    }
  }
}
