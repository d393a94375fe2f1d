import Dispatch
import Foundation
import Judgments
import Sync
import Synchronization

/// A line between two ends in one process, which may be cut in the middle of a write.
final class Wire: Sendable {
  enum End: Int, Sendable {
    case near
    case far

    var other: End { self == .near ? .far : .near }
  }

  private struct Line {
    /// What has been written at each end, and how much of it the other has read.
    var written: [[UInt8]] = [[], []]
    var read = [0, 0]
    var hasHungUp = [false, false]
    var writes = 0
  }

  private let line = Mutex(Line())
  private let news = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
  /// The write at the near end, from 0, in whose middle the line is cut; nil for none.
  private let cut: Int?

  init(cutAt cut: Int? = nil) {
    self.cut = cut
  }

  /// Everything that was written at an end.
  func transcript(of end: End) -> [UInt8] { line.withLock { $0.written[end.rawValue] } }

  func hangUp(_ end: End) {
    line.withLock { $0.hasHungUp[end.rawValue] = true }
    for semaphore in news { semaphore.signal() }
  }

  fileprivate func read(_ count: Int, at end: End) -> [UInt8] {
    let from = end.other.rawValue
    while true {
      let found = line.withLock { line -> [UInt8]? in
        let start = line.read[from]
        let available = line.written[from].count - start
        guard available >= count || line.hasHungUp[from] || line.hasHungUp[end.rawValue] else {
          return nil
        }
        let stop = start + min(count, available)
        line.read[from] = stop
        return Array(line.written[from][start..<stop])
      }
      if let found { return found }
      news[end.rawValue].wait()
    }
  }

  fileprivate func write(_ bytes: [UInt8], at end: End) throws(RemoteFault) {
    let isCut = line.withLock { line -> Bool in
      if line.hasHungUp[0] || line.hasHungUp[1] { return true }
      defer { if end == .near { line.writes += 1 } }
      let isCut = end == .near && line.writes == cut
      line.written[end.rawValue] += isCut ? bytes.prefix(bytes.count / 2) : bytes[...]
      return isCut
    }
    if isCut {
      hangUp(end)
      throw .failed("the wire", "it was cut")
    }
    news[end.other.rawValue].signal()
  }

  /// Serves a stick to a near end on a thread of its own, as a program at the far end does.
  ///
  /// Returns what the near end's work gives, once both ends are done.
  static func session<Result>(
    _ wire: Wire, serving stick: MemoryStick, as handle: String?,
    _ work: (any FramePipe) throws -> Result
  ) throws -> Result {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let folder = FolderRemote(name: "far", disk: stick)
      // What goes wrong at the far end is told to the near one, or seen there as silence.
      if let gate = try? handle.map({ try RemoteGate(handle: $0, at: folder) }) {
        try? RemoteService(
          folder: folder, gate: gate, program: "test", pipe: WireEnd(wire: wire, end: .far)
        ).run()
      } else if handle == nil {
        try? RemoteService(
          folder: folder, gate: nil, program: "test", pipe: WireEnd(wire: wire, end: .far)
        ).run()
      }
      wire.hangUp(.far)
      done.signal()
    }
    thread.start()
    defer {
      wire.hangUp(.near)
      done.wait()
    }
    return try work(WireEnd(wire: wire, end: .near))
  }
}

/// One end of a wire.
struct WireEnd: FramePipe {
  let wire: Wire
  let end: Wire.End

  func read(_ count: Int) throws(RemoteFault) -> [UInt8] { wire.read(count, at: end) }

  func write(_ bytes: [UInt8]) throws(RemoteFault) { try wire.write(bytes, at: end) }
}
