import Foundation
import Items
import Judgments
import Storage
import Sync
import Synchronization

/// A remote's files in memory, with everything that can go wrong with them.
final class MemoryStick: RemoteDisk, Sendable {
  struct State {
    var files: [String: [UInt8]] = [:]
    var folders: Set<String> = [""]
    /// How many bytes there is room for.
    var room = Int.max
    /// What is said instead of doing the call of this number, counted from 1.
    var failure: (call: Int, fault: RemoteFault, lasts: Bool)?
    var calls = 0
    var names = 0
    var isReadOnly = false
  }

  let state = Mutex(State())

  /// Every write of a test, with the scope that its path gives, is looked at here.
  let writes = Mutex<[String]>([])
  /// The same with their bytes, once somebody has put an empty list here.
  let recorded = Mutex<[(path: String, bytes: [UInt8])]?>(nil)

  private func step<T>(_ work: (inout State) -> Result<T, RemoteFault>) throws(RemoteFault) -> T {
    try state.withLock { state -> Result<T, RemoteFault> in
      state.calls += 1
      if let failure = state.failure,
        failure.lasts ? state.calls >= failure.call : state.calls == failure.call
      {
        return .failure(failure.fault)
      }
      return work(&state)
    }.get()
  }

  func names(in folder: String) throws(RemoteFault) -> [String]? {
    try step { state in
      guard state.folders.contains(folder) else { return .success(nil) }
      let prefix = folder.isEmpty ? "" : folder + "/"
      let all = Array(state.files.keys) + Array(state.folders)
      return .success(
        Array(
          Set(
            all.filter { $0.hasPrefix(prefix) && $0.count > prefix.count }
              .compactMap {
                $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init)
              }
          )))
    }
  }

  func read(_ path: String, atMost limit: Int) throws(RemoteFault) -> [UInt8]? {
    try step { .success($0.files[path].map { Array($0.prefix(limit)) }) }
  }

  func makeFolder(_ path: String) throws(RemoteFault) {
    try step { state -> Result<Void, RemoteFault> in
      if state.isReadOnly { return .failure(.denied(path)) }
      var made = ""
      for part in path.split(separator: "/") {
        made += (made.isEmpty ? "" : "/") + part
        state.folders.insert(made)
      }
      return .success(())
    }
  }

  func create(_ path: String, _ bytes: [UInt8]) throws(RemoteFault) {
    writes.withLock { $0.append(path) }
    recorded.withLock { $0?.append((path, bytes)) }
    try step { state -> Result<Void, RemoteFault> in
      if state.isReadOnly { return .failure(.denied(path)) }
      if state.files[path] != nil { return .failure(.failed(path, "it exists")) }
      let used = state.files.values.reduce(0) { $0 + $1.count }
      guard bytes.count <= state.room - used else {
        // A full disk keeps what there was room for.
        state.files[path] = Array(bytes.prefix(max(0, state.room - used)))
        return .failure(.full("stick", missing: bytes.count - max(0, state.room - used)))
      }
      state.files[path] = bytes
      return .success(())
    }
  }

  func rename(_ path: String, to name: String) throws(RemoteFault) -> Bool {
    try step { state in
      guard let bytes = state.files[path] else { return .failure(.failed(path, "it is gone")) }
      if state.files[name] != nil { return .success(false) }
      state.files[path] = nil
      state.files[name] = bytes
      return .success(true)
    }
  }

  func replace(_ path: String, with interim: String) throws(RemoteFault) {
    try step { state -> Result<Void, RemoteFault> in
      guard let bytes = state.files.removeValue(forKey: interim) else {
        return .failure(.failed(path, "it is gone"))
      }
      state.files[path] = bytes
      return .success(())
    }
  }

  func remove(_ path: String) throws(RemoteFault) {
    try step { state -> Result<Void, RemoteFault> in
      state.files[path] = nil
      return .success(())
    }
  }

  func settle(_ folder: String) {}

  func freshName() -> String {
    state.withLock { state in
      state.names += 1
      return "\(state.names)"
    }
  }

  // MARK: What tests do to it

  var files: [String: [UInt8]] {
    get { state.withLock { $0.files } }
    set {
      state.withLock { state in
        state.files = newValue
        state.folders = [""]
        for path in newValue.keys {
          var folder = path.split(separator: "/").dropLast()
          while !folder.isEmpty {
            state.folders.insert(folder.joined(separator: "/"))
            folder = folder.dropLast()
          }
        }
      }
    }
  }

  var segments: [String] { files.keys.filter { $0.hasSuffix(".nseg") }.sorted() }
}

/// People who exchange over remotes.
enum Exchanges {
  @discardableResult
  static func sync(
    _ store: Store, _ stick: MemoryStick, isDryRun: Bool = false, isThorough: Bool = false
  ) throws -> ExchangeReport {
    try Exchange(
      store: store, remote: FolderRemote(name: "stick", disk: stick), isDryRun: isDryRun,
      isThorough: isThorough
    ).run()
  }

  /// Everybody exchanges until nothing moves; returns how many rounds it took.
  @discardableResult
  static func settle(_ stores: [Store], _ stick: MemoryStick) throws -> Int {
    for round in 1...10 {
      var moved = 0
      for store in stores {
        let report = try sync(store, stick)
        moved += report.sent + report.received
      }
      if moved == 0 { return round }
    }
    return 10
  }

  /// Whether stores of one person's scopes hold the same and are sound.
  static func problems(_ stores: [Store]) throws -> [String] {
    try stores.flatMap { try $0.verify().problems }
  }
}
