import CSystem
import Foundation
import Judgments
import Storage

/// The machine's clocks.
struct BenchClock: Clock {
  func wallMilliseconds() -> UInt64 { UInt64(max(0, cs_wall_ms())) }
  func monotonicNanoseconds() -> UInt64 { cs_monotonic_ns() }
}

struct BenchRandomness: Randomness {
  func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    return cs_random(&bytes, count) < 0 ? [] : bytes
  }
}

/// Small files as the program writes them: in place, or synced under another name and renamed.
struct BenchDisk: Disk {
  func read(_ path: String) throws -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  func write(_ bytes: [UInt8], to path: String, manner: WriteManner) throws {
    let isQuick = manner == .quickly
    let target = isQuick ? path : path + ".new"
    let file = open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Workshop.Refusal(description: "\(path) cannot be written.") }
    defer { close(file) }
    guard pwrite(file, bytes, bytes.count, 0) == bytes.count, ftruncate(file, bytes.count) == 0
    else { throw Workshop.Refusal(description: "\(path) cannot be written.") }
    if isQuick { return }
    _ = cs_sync_data(file)
    rename(target, path)
  }

  func remove(_ path: String) throws { unlink(path) }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func reserve(_ count: Int, at path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Workshop.Refusal(description: "\(path) cannot be written.") }
    defer { close(file) }
    _ = cs_allocate(file, 0, Int64(count))
  }
}

struct BenchPlaces: Places {
  struct Lock: HeldLock {
    var file: Int32
    func release() { close(file) }
  }

  func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  func look(at path: String) -> FileFacts? {
    var (device, inode): (UInt64, UInt64) = (0, 0)
    guard cs_identity(path, &device, &inode) == 0 else { return nil }
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int64
    return FileFacts(device: device, inode: inode, size: size ?? 0, isWritable: true)
  }

  /// Decided once for the whole run, before anything is measured.
  func volume(of path: String) -> Volume { Volume(kind: .local, name: "") }

  func lock(_ path: String) throws -> LockOutcome {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    var holder: Int32 = 0
    guard file >= 0, cs_lock(file, &holder) == 0 else { return .taken(process: holder) }
    return .held(Lock(file: file))
  }
}

struct BenchMachine: MachineIdentity {
  var machineID: String { "bench" }
  var hostName: String { "bench" }
  var processID: Int32 { getpid() }
}
