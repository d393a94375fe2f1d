import Foundation
import Items
import Judgments
import Questions
import Storage
import Synchronization

/// Everything a store takes from the world, made up: a clock that only tests move, seeded
/// randomness, small files in memory, and one folder of real files for SQLite.
final class World: Sendable {
  let folder: String
  let clock: TestClock
  let randomness: SeededRandomness
  let disk: MemoryDisk
  let places: TestPlaces
  let machine: TestMachine
  let seed: UInt64
  private let isPortable: Bool

  /// Makes an empty world.
  ///
  /// In a portable one nothing that a store remembers of its place names the folder, so that its
  /// files are the same store's in another portable world.
  init(seed: UInt64, machine: String = "machine-1", isPortable: Bool = false) {
    self.seed = seed
    self.isPortable = isPortable
    folder = Self.scratch + "/gloss-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    clock = TestClock()
    randomness = SeededRandomness(seed: seed)
    disk = MemoryDisk()
    places = TestPlaces(disk: disk, portableFolder: isPortable ? folder : nil)
    self.machine = TestMachine(machineID: machine)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Memory, where the system has a folder of it: what survives a power cut is no question here.
  private static let scratch =
    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory() + "/"

  var surroundings: Surroundings {
    Surroundings(
      clock: clock, randomness: randomness, disk: disk, places: places, machine: machine,
      stateFolder: isPortable ? "state" : folder + "/state", program: "gloss test")
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func create(
    _ name: String = "store.gloss", handle: String = "ada", order: String = "listed"
  ) throws -> Store {
    try Store.create(
      path: path(name),
      founding: Founding(
        projectName: "test", schemaLabel: "v1", publicForm: Self.form(order: order),
        handbook: Array("# Handbook\n".utf8), leadPolicy: Array("{\"gold\":0.1}".utf8)),
      handle: handle, surroundings: surroundings)
  }

  func open(_ name: String = "store.gloss", takeOver: Bool = false) throws -> Store {
    try Store.open(
      path: path(name), access: .write(takeOver: takeOver), surroundings: surroundings)
  }

  func read(_ name: String = "store.gloss") throws -> Store {
    try Store.open(path: path(name), access: .read, surroundings: surroundings)
  }

  static func form(order: String, version: Int = 1) -> [UInt8] {
    Array("{\"version\":\(version),\"work\":{\"order\":\"\(order)\"}}".utf8)
  }

  static func items(_ range: Range<Int>, hidden: String? = nil) -> [CanonicalItem] {
    range.map { number in
      CanonicalItem(
        externalID: "q-\(number)", content: Array("{\"text\":\"Item number \(number)\"}".utf8),
        hidden: hidden.map { Array("{\"model\":\"\($0)\"}".utf8) })
    }
  }

  /// A judgment of the item with an external id, by one label.
  static func judgment(
    _ store: Store, _ externalID: String, _ label: String, note: String = ""
  ) -> Judgment {
    Judgment(
      item: Item.identity(project: store.project, dataset: "", externalID: externalID),
      answers: [Answered("label", .text(label))]
        + (note.isEmpty ? [] : [Answered("note", .text(note))]),
      confidence: 3, activeMilliseconds: 1500)
  }
}

/// A clock that moves only when a test moves it.
final class TestClock: Clock {
  private let time = Mutex<UInt64>(1_767_600_000_000)

  func wallMilliseconds() -> UInt64 { time.withLock { $0 } }

  func monotonicNanoseconds() -> UInt64 { time.withLock { $0 * 1_000_000 } }

  func advance(_ milliseconds: Int64) {
    time.withLock { $0 = UInt64(Int64($0) + milliseconds) }
  }

  func set(_ milliseconds: UInt64) { time.withLock { $0 = milliseconds } }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

final class SeededRandomness: Randomness {
  private let generator: Mutex<SplitMix64>

  init(seed: UInt64) {
    generator = Mutex(SplitMix64(seed: seed))
  }

  func bytes(_ count: Int) -> [UInt8] {
    generator.withLock { generator in
      (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }
  }
}

struct TestMachine: MachineIdentity {
  var machineID: String
  var hostName: String { "host-of-\(machineID)" }
  var processID: Int32 { 4711 }
}

/// Small files in memory.
final class MemoryDisk: Disk {
  let files = Mutex<[String: [UInt8]]>([:])
  let reserved = Mutex<[String: Int]>([:])

  func read(_ path: String) throws -> [UInt8]? { files.withLock { $0[path] } }

  func write(_ bytes: [UInt8], to path: String, manner: WriteManner) throws {
    try files.withLock { files in
      if manner == .durablyAndNew, files[path] != nil { throw StoreFault.exists(path: path) }
      files[path] = bytes
    }
  }

  func remove(_ path: String) throws {
    _ = files.withLock { $0.removeValue(forKey: path) }
    _ = reserved.withLock { $0.removeValue(forKey: path) }
    unlink(path)
  }

  func makeFolder(_ path: String) throws {}

  /// The length alone counts, and zeros would take long to make.
  func reserve(_ count: Int, at path: String) throws {
    files.withLock { $0[path] = [] }
    reserved.withLock { $0[path] = count }
  }
}

/// Real facts of real files, locks in memory, and disks as a test wants them.
final class TestPlaces: Places {
  let disk: MemoryDisk
  let kind = Mutex(Volume(kind: .local, name: "ext4"))
  /// The files' numbers in a portable folder, where they are not 1.
  let inodes = Mutex<[String: UInt64]>([:])
  private let locks = Mutex<Set<String>>([])
  private let portableFolder: String?

  init(disk: MemoryDisk, portableFolder: String? = nil) {
    self.disk = disk
    self.portableFolder = portableFolder
  }

  func absolute(_ path: String) -> String {
    guard let portableFolder, path.hasPrefix(portableFolder) else { return path }
    return String(path.dropFirst(portableFolder.count))
  }

  func look(at path: String) -> FileFacts? {
    if let bytes = try? disk.read(path) {
      let size = disk.reserved.withLock { $0[path] } ?? bytes.count
      return FileFacts(device: 1, inode: 1, size: Int64(size), isWritable: true)
    }
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    let isWritable = facts.st_mode & 0o200 != 0
    if portableFolder != nil {
      return FileFacts(
        device: 1, inode: inodes.withLock { $0[path] } ?? 1, size: Int64(facts.st_size),
        isWritable: isWritable)
    }
    return FileFacts(
      device: UInt64(truncatingIfNeeded: facts.st_dev), inode: UInt64(facts.st_ino),
      size: Int64(facts.st_size), isWritable: isWritable)
  }

  func volume(of path: String) -> Volume { kind.withLock { $0 } }

  func lock(_ path: String) throws -> LockOutcome {
    guard locks.withLock({ $0.insert(path).inserted }) else { return .taken(process: 4711) }
    return .held(TestLock { [weak self] in _ = self?.locks.withLock { $0.remove(path) } })
  }
}

private struct TestLock: HeldLock {
  let end: @Sendable () -> Void

  init(_ end: @escaping @Sendable () -> Void) {
    self.end = end
  }

  func release() { end() }
}
