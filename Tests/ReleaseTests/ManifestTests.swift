import Foundation
import Release
import Support
import Testing

@Suite struct Manifests {
  private static let files: [(name: String, contents: [UInt8])] = [
    ("store.gloss", Array("abc".utf8)), ("a/B.jsonl", []), ("a/\u{E9}.md", [0, 1, 2]),
  ]

  private static func manifest() throws -> Manifest {
    try Manifest(files.map { Manifest.Entry(name: $0.name, contents: $0.contents) })
  }

  /// The hashes are those that sha256sum prints for these bytes.
  private static let text = #"""
    {"files":[{"name":"a/B.jsonl","sha256":"\#
    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0},\#
    {"name":"a/é.md","sha256":"\#
    ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc","size":3},\#
    {"name":"store.gloss","sha256":"\#
    ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}],\#
    "format":"gloss-manifest-1"}

    """#

  @Test func theSameFilesGiveTheSameBytesInAnyOrder() throws {
    let entries = Self.files.map { Manifest.Entry(name: $0.name, contents: $0.contents) }
    for rotation in 0..<3 {
      let turned = Array(entries[rotation...] + entries[..<rotation])
      #expect(String(decoding: try Manifest(turned).json, as: UTF8.self) == Self.text)
    }
  }

  @Test func aManifestComesBackAsItWas() throws {
    let manifest = try Self.manifest()
    #expect(try Manifest(json: manifest.json, file: "m") == manifest)
    #expect(try Manifest(json: Array(manifest.json.dropLast()), file: "m") == manifest)
    let empty = try Manifest([])
    #expect(try Manifest(json: empty.json, file: "m") == empty)
  }

  @Test(arguments: [
    ("/etc/passwd", "One of its parts is empty"), ("../up", "It leads upwards."),
    ("a/../../up", "It leads upwards."), ("a//b", "One of its parts is empty"),
    ("./a", "One of its parts is empty"), ("", "It is empty."),
    ("a\\b", "a backslash"), ("a\u{1B}[31m", "a control character"),
    ("a\0", "a control character"), (String(repeating: "n", count: 1025), "1024 bytes"),
  ])
  func aNameThatLeadsElsewhereIsRefused(_ name: String, _ why: String) {
    let problem = #expect(throws: (any Error).self) {
      try Manifest([Manifest.Entry(name: name, contents: [])])
    }
    #expect(problem.map { "\($0)" }?.contains(why) == true)
  }

  @Test func aNameStandsOnce() {
    let twice = ["a", "b", "a"].map { Manifest.Entry(name: $0, contents: []) }
    #expect(throws: (any Error).self) { try Manifest(twice) }
    // Two spellings of one accent are two files to a disk.
    let spellings = ["\u{E9}", "e\u{301}"].map { Manifest.Entry(name: $0, contents: []) }
    #expect(throws: Never.self) { try Manifest(spellings) }
  }

  @Test(arguments: [
    ("{", "}", "m:1:"),
    ("\"format\":\"gloss-manifest-1\"", "\"format\":\"gloss-manifest-2\"", "format"),
    (",\"format\":\"gloss-manifest-1\"", "", "has no \"format\""),
    ("\"size\":0", "\"size\":0,\"mode\":1", "unknown key \"mode\""),
    ("\"size\":0", "\"size\":-1", "no whole number"), ("\"size\":0", "\"size\":00", "m:1:"),
    ("\"size\":0", "\"size\":1e2", "no whole number"), ("\"size\":0", "\"size\":\"0\"", "no whole"),
    ("e3b0", "E3B0", "64 lower-case digits"), ("e3b0", "", "64 lower-case digits"),
    ("{\"files\"", "{ \"files\"", "not written as gloss writes it"),
    ("a/B.jsonl", "../x", "It leads upwards."), ("a/B.jsonl", "zzz", "not written as gloss"),
    ("a/B.jsonl", "store.gloss", "stands in the manifest twice"),
    ("\"name\":\"a/B.jsonl\"", "\"name\":1", "a name that is no text"),
    ("\"name\":\"a/B.jsonl\",", "", "has no \"name\""),
  ])
  func aChangedManifestIsRefusedWithTheReason(_ old: String, _ new: String, _ why: String) throws {
    let range = try #require(Self.text.firstRange(of: old))
    let changed = Self.text.replacingCharacters(in: range, with: new)
    let problem = #expect(throws: (any Error).self) {
      try Manifest(json: Array(changed.utf8), file: "m")
    }
    #expect(problem.map { "\($0)" }?.contains(why) == true, "\(problem.map { "\($0)" } ?? "")")
  }

  @Test func noFlippedBitGoesUnseen() throws {
    let manifest = try Self.manifest()
    let bytes = manifest.json.dropLast()
    for bit in 0..<(bytes.count * 8) {
      var changed = Array(bytes)
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      // A flip may give another valid name, size or hash, which verification then finds.
      guard let read = try? Manifest(json: changed, file: "m") else { continue }
      #expect(read != manifest, "bit \(bit)")
      #expect(!read.problems(withContents: Self.files, isComplete: true).isEmpty, "bit \(bit)")
    }
  }

  @Test func wholeFilesHaveNoProblems() throws {
    #expect(try Self.manifest().problems(withContents: Self.files, isComplete: true) == [])
  }

  @Test func everyProblemIsToldInOneSentenceEach() throws {
    let found: [(name: String, contents: [UInt8])] = [
      ("a/\u{E9}.md", [0, 1, 3]), ("store.gloss", Array("abcd".utf8)), ("extra", []),
    ]
    let manifest = try Self.manifest()
    let problems = manifest.problems(withContents: found, isComplete: true)
    #expect(
      problems == [
        "The file \"a/B.jsonl\" is missing.",
        "The file \"a/é.md\" was changed: its SHA-256 is "
          + "b744d600fbe3853702978ec726c166d26274fe7b09b2c600ddf2d7d895667b24, "
          + "and the manifest says ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc.",
        "The file \"extra\" does not stand in the manifest.",
        "The file \"store.gloss\" has 4 bytes, and the manifest says 3.",
      ])
    #expect(manifest.problems(withContents: found).count == 3)
  }
}
