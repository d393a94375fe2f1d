import Foundation
import Testing

/// Sealing, as a team runs it, over each wire.
@Suite("Syncing sealed files", .serialized)
struct SealedProgramTests {
  private static func files(_ scratch: Scratch) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: scratch.path("meet"))
      .filter { $0.hasSuffix(".nseg") }
  }

  /// The files in which a word of somebody's work can be read.
  private static func showing(_ word: String, _ scratch: Scratch) throws -> [String] {
    try files(scratch).filter { path in
      let bytes = FileManager.default.contents(atPath: scratch.path("meet/\(path)")) ?? Data()
      return bytes.range(of: Data(word.utf8)) != nil
    }
  }

  @Test func aSharedFolderTellsStrangersNothingOfTheWork() throws {
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, ["bob"])
    let (lead, bob, meet) = (
      scratch.path("lead.gloss"), scratch.path("bob.gloss"), scratch.path("meet")
    )
    let his = FolderProgramTests.machine("bob", scratch)
    let keys = try scratch.write("1\n2\n1\n", to: "keys")
    #expect(try scratch.gloss("work", bob, "--keys", keys, environment: his).status == 0)
    #expect(try scratch.gloss("sync", lead, meet).status == 0)
    let open = try scratch.gloss("sync", bob, meet, environment: his)
    #expect(open.output == "4 sent, 0 received\n", "\(open.errors)")
    // A judgment has its question in it.
    let theirs = try Self.files(scratch).filter { $0.hasPrefix("from/") }
    #expect(theirs.count == 1)
    let before = try Self.showing("mood", scratch)
    #expect(before.contains { $0.hasPrefix("from/") })
    let sealed = try scratch.gloss("sync", bob, meet, "--sealed", environment: his)
    #expect(sealed.output == "0 sent, 0 received\n", "\(sealed.errors)")
    #expect(sealed.errors.contains("1 own file was written anew"), "\(sealed.errors)")
    let after = try Self.showing("mood", scratch)
    #expect(!after.contains { $0.hasPrefix("from/") })
    // It is remembered, and the lead reads it as before.
    #expect(try scratch.gloss("work", bob, "--keys", keys, environment: his).status == 0)
    #expect(try scratch.gloss("sync", bob, environment: his).output.hasPrefix("3 sent"))
    #expect(try scratch.gloss("sync", lead).output.hasSuffix(", 7 received\n"))
    #expect(try scratch.gloss("export", lead).lines.count == 6)
    let wrong = try scratch.gloss("sync", bob, "--sealed", environment: his)
    #expect(wrong.status != 0)
  }

  @Test(.enabled(if: FarHost.program != nil, "sshd is not installed; install openssh-server"))
  func aFarEndKeepsWhatItCannotRead() throws {
    let office = try SSHTests.Office(["bob", "rita"])
    #expect(try office.sync("lead").status == 0)
    try office.judge("bob", "1\n2\n")
    let sent = try office.sync("bob", "--sealed")
    #expect(sent.output.hasPrefix("3 sent, "), "\(sent.output)\(sent.errors)")
    #expect(try office.sync("bob").output == "0 sent, 0 received\n")
    #expect(try office.sync("lead").output.hasSuffix(", 3 received\n"))
    #expect(try office.sync("rita").status == 0)
  }

  @Test func aLeadMovesToAFreshFolderWithWhatOthersHaveSigned() throws {
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, ["bob"])
    let (lead, bob, meet) = (
      scratch.path("lead.gloss"), scratch.path("bob.gloss"), scratch.path("meet")
    )
    let his = FolderProgramTests.machine("bob", scratch)
    let keys = try scratch.write("1\n2\n", to: "keys")
    #expect(try scratch.gloss("work", bob, "--keys", keys, environment: his).status == 0)
    #expect(try scratch.gloss("sync", bob, meet, environment: his).status == 0)
    #expect(try scratch.gloss("sync", lead, meet).status == 0)
    let fresh = scratch.path("fresh")
    try FileManager.default.createDirectory(
      atPath: fresh, withIntermediateDirectories: false)
    let moved = try scratch.gloss("sync", lead, fresh, "--for-others")
    #expect(moved.status == 0, "\(moved.errors)")
    let again = try scratch.gloss("sync", bob, fresh, environment: his)
    #expect(again.output.hasPrefix("0 sent, "), "\(again.output)")
  }
}
