import CSystem
import Foundation
import Items
import Judgments
import Storage
import Sync

/// Remotes beside the bare steps that they are made of: a durable file, a listing, an SSH line.
struct RemoteBenchmark {
  let place: Workshop
  let operations: Int
  let runs: Int

  /// Files of the folder that is scanned.
  private static let files = 20_000

  func run() throws {
    let merge = MergeBenchmark(place: place, operations: operations, runs: 1)
    let (lead, made) = try merge.pair()
    try made.close()
    // Opened anew, so that the key that came beside it is where keys are.
    let bob = try Store.open(
      path: made.path, access: .write(takeOver: false), surroundings: place.surroundings)
    let meet = try folder("meet")
    _ = try Exchange(store: lead, remote: remote(meet)).run()
    _ = try Exchange(store: bob, remote: remote(meet)).run()
    let paths = try segments(meet)
    let size = try paths.reduce(0) { try $0 + Self.size($1) }
    var wire = Samples()
    wire.values = [Double(size) / Double(operations + 1)]
    Report.figure("bytes of an operation in a file", wire, unit: "B", digits: 0, goal: "≤ 245")
    try publish(bob)
    try scan(lead, bob)
    _ = try Exchange(store: lead, remote: remote(meet)).run()
    try lead.close()
    try bob.close()
    try SecureShellBenchmark(
      place: place, store: lead.path, folder: meet, files: paths, operations: operations, runs: runs
    ).run()
  }

  private func folder(_ name: String) throws -> String {
    let path = place.path(name)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    return path
  }

  private func remote(_ path: String) -> FolderRemote {
    FolderRemote(name: path, disk: SystemRemoteDisk(root: path))
  }

  /// The segments of what Bob judged, in order.
  private func segments(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasPrefix("from/") && $0.hasSuffix(".nseg") }.sorted()
      .map { "\(folder)/\($0)" }
  }

  private static func size(_ path: String) throws -> Int {
    (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  /// One judgment handed on to a folder, and its file beside the same bytes written durably.
  private func publish(_ bob: Store) throws {
    let near = remote(try folder("near"))
    _ = try Exchange(store: bob, remote: near).run()
    let plain = try folder("plain")
    var (whole, file, bare) = (Samples(), Samples(), Samples())
    for number in 0..<max(20, runs) {
      _ = try bob.save(BenchStore.judgment(bob.project, number, label: number % 3))
      whole.values.append(
        try Stopwatch.seconds { _ = try Exchange(store: bob, remote: near).run() })
      let name = SegmentName(
        first: UInt64(number + 1), last: UInt64(number + 1),
        head: HeadPrefix(firstBytesOf: .sha256(BenchRandomness().bytes(8))))
      let bytes = BenchRandomness().bytes(700)
      file.values.append(
        try Stopwatch.seconds {
          try near.write(
            bytes, as: .segment(.from(bob.me.id), ChainID(firstBytesOf: .sha256([1])), name),
            replacing: false)
        })
      bare.values.append(try writeDurably(bytes, to: plain, name.text))
    }
    Report.ratio(
      "publish one small segment", file, bare, unit: "ms", scale: 1e3,
      goal: "≤ 4× temp, fsync, read back, rename, sync of the folder")
    Report.figure(
      "sync one judgment to a folder", whole, unit: "ms", scale: 1e3, goal: "≤ 5 ms")
  }

  private func writeDurably(_ bytes: [UInt8], to folder: String, _ name: String) throws -> Double {
    let (interim, target) = ("\(folder)/.tmp", "\(folder)/\(name)")
    return Stopwatch.seconds {
      let file = open(interim, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      _ = write(file, bytes, bytes.count)
      _ = cs_sync_data(file)
      close(file)
      _ = FileManager.default.contents(atPath: interim)
      _ = cs_rename_new(interim, target)
      _ = cs_sync_folder(folder)
    }
  }

  /// A sync with a folder all of whose many files are known.
  private func scan(_ lead: Store, _ bob: Store) throws {
    _ = try Merge(from: bob, named: "bob", into: lead).run()
    let many = try folder("many")
    _ = try Exchange(store: lead, remote: remote(many)).run()
    let mine = try bob.chainsOfItsDevices().filter { $0.scope == .from(bob.me.id) }
      .map { ($0, try bob.size(of: $0.chain, in: 1...UInt64(Int64.max))) }.max { $0.1 < $1.1 }
    guard let own = mine?.0 else { return }
    let path = "\(many)/\(own.scope.text)/\(own.chain.hex)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for bytes in try bob.storedBytes(of: own.chain, after: 0, limit: Self.files) {
      // Names are all that is looked at of what is known.
      let name = SegmentName(
        first: bytes.seq, last: bytes.seq, head: HeadPrefix(firstBytesOf: bytes.hash))
      guard FileManager.default.createFile(atPath: "\(path)/\(name.text)", contents: nil) else {
        throw Workshop.Refusal(description: "\(path) cannot be filled.")
      }
    }
    let scans = try Samples.seconds(runs: max(5, runs)) { _ in
      let report = try Exchange(store: lead, remote: remote(many)).run()
      guard report.received == 0, report.incomplete.isEmpty else {
        throw Workshop.Refusal(description: "Something in the scanned folder was not known.")
      }
    }
    Report.figure(
      "scan a folder, \(Self.files) segments known", scans, unit: "ms", scale: 1e3,
      goal: "≤ 150 ms")
  }
}
