import Foundation
import Testing

/// A store that knows several remotes, some of which are not there.
@Suite("Several remotes", .serialized)
struct SeveralRemotesTests {
  @Test func eachIsToldOnALineAndAllInOneSentence() throws {
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, ["bob"])
    let (bob, meet, stick) = (
      scratch.path("bob.gloss"), scratch.path("meet"), scratch.path("stick")
    )
    let his = FolderProgramTests.machine("bob", scratch)
    try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: false)
    for place in [meet, stick] {
      #expect(try scratch.gloss("sync", bob, place, environment: his).status == 0)
    }
    let keys = try scratch.write("1\n2\n", to: "keys")
    _ = try scratch.gloss("work", bob, "--keys", keys, environment: his)
    let status = try scratch.gloss("status", bob, environment: his)
    #expect(status.output.contains("unsent       2 operations, handed to no remote yet"))
    #expect(status.output.contains("remote \(meet)\n  last synced 2"), "\(status.output)")
    #expect(status.output.contains("; 2 operations to send\n"))
    let both = try scratch.gloss("sync", bob, environment: his)
    #expect(
      both.lines == [
        "\(meet): 3 sent, 0 received", "\(stick): 3 sent, 0 received",
        "in all: 6 sent, 0 received",
      ], "\(both.output)\(both.errors)")
    try FileManager.default.removeItem(atPath: stick)
    let one = try scratch.gloss("sync", bob, environment: his)
    #expect(one.status == 1)
    #expect(
      one.lines == [
        "\(meet): 0 sent, 0 received", "\(stick): not exchanged with", "in all: 0 sent, 0 received",
      ], "\(one.output)")
    #expect(one.errors.contains("There is no folder at \(stick)."))
    let after = try scratch.gloss("status", bob, environment: his)
    #expect(after.output.contains("unsent       0 operations\n"), "\(after.output)")
    #expect(after.output.contains("remote \(stick)\n  last tried 2"), "\(after.output)")
    #expect(after.output.contains("  There is no folder at \(stick)."))
    let json = try scratch.gloss("status", bob, "--json", environment: his)
    #expect(json.output.contains("\"problems\":[\"There is no folder at \(stick)."))
    _ = try scratch.gloss("sync", bob, stick, "--forget", environment: his)
    let forgotten = try scratch.gloss("status", bob, environment: his)
    #expect(!forgotten.output.contains(stick))
  }
}
