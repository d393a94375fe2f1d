import Foundation
import Items
import Judgments
import Support
import Sync
import Synchronization

@testable import Storage

/// What a released version has left: stores of each role, their keys, and a folder where they met.
///
/// The files are never made anew for a version that was released: `Tests/Fixtures/VERSION` holds
/// them packed, and beside them what they must be found to hold, for ever.
struct Fixture {
  /// What a store is found to hold.
  struct Standing: Codable, Equatable {
    var digest: String
    var operations: Int
    var places: [String: Int]

    init(of store: Store) throws {
      digest = Hexadecimal.text(try store.projectionDigest().bytes)
      operations = try store.counts.operations
      places = Dictionary(
        try store.accounting().map { ($0.place, $0.count) }, uniquingKeysWith: +)
    }
  }

  /// What is known of a version's files.
  struct Expected: Codable, Equatable {
    var stores: [String: Standing]
    /// A lead's store into which all others were merged.
    var merged: Standing
    /// An annotator's store that has received from the folder alone.
    var received: Standing
    var segments: Int
    var heads: Int
    var contents: Int
  }

  static let folder = Places.repositoryRoot + "/Tests/Fixtures"

  let version: String
  let world: World

  /// Where the packed files are and what is expected of them.
  var packed: String { "\(Self.folder)/\(version)/stores.tar.gz" }
  var expectation: String { "\(Self.folder)/\(version)/expected.json" }

  static func versions() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/expected.json") }
  }

  func expected() throws -> Expected {
    try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: URL(fileURLWithPath: expectation)))
  }

  /// Unpacks the stores into the world's folder and the keys onto its disk.
  func unpack() throws {
    try Self.tar(["-xzf", packed, "-C", world.folder])
    let keys = world.path("state/keys")
    for name in try FileManager.default.contentsOfDirectory(atPath: keys) {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(keys)/\(name)")))
      world.disk.files.withLock { $0["\(keys)/\(name)"] = bytes }
    }
  }

  /// The folder where the stores met.
  func stick() throws -> MemoryStick {
    let stick = MemoryStick()
    let meet = world.path("meet")
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: meet) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(meet)/\(path)", isDirectory: &isFolder)
      if isFolder.boolValue { continue }
      files[path] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(meet)/\(path)")))
    }
    stick.files = files
    return stick
  }

  /// A store of somebody, new and empty; it says nothing of itself.
  func fresh(_ name: String, like store: Store, key: UInt8) throws -> Store {
    guard let key = DeviceKey(secret: [UInt8](repeating: key, count: 32)) else {
      throw StoreFault.invalid("No key.")
    }
    let grant = Grant(
      person: store.me.id, key: key, project: store.project, rootKey: store.ledger.rootKey)
    return try Store.create(
      path: world.path(name + ".gloss"), for: grant, surroundings: world.surroundings)
  }

  static func tar(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/tar")
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw StoreFault.invalid("tar \(arguments) failed.")
    }
  }
}
