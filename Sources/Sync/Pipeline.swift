// The bytes of a merge are checked on a second core while the store is written to.
import Dispatch
import Synchronization

/// Work in pieces: each is read and taken by the caller, and worked on beside it in between.
enum Pipeline {
  /// Reads pieces until there are none, and takes what was made of them in the same order.
  ///
  /// At most two pieces are in memory. Where reading fails, what was read before is taken first.
  static func run<Piece: Collection & Sendable, Made: Sendable>(
    read: () throws -> Piece?, work: @escaping @Sendable (Piece) -> Made,
    take: (Made) throws -> Void
  ) throws {
    var current = try read().map { Ahead($0, work) }
    while let made = current {
      let next = Result { try read() }
      let finished = made.value()
      current = try? next.get().map { Ahead($0, work) }
      try take(finished)
      _ = try next.get()
    }
  }
}

/// A piece of work that goes on beside the caller's.
private final class Ahead<Made: Sendable>: Sendable {
  private let made = Mutex<Made?>(nil)
  private let isDone = DispatchSemaphore(value: 0)
  /// Where fewer are worked on at once, handing them over would take longer.
  private static var few: Int { 32 }

  init<Piece: Collection & Sendable>(_ piece: Piece, _ work: @escaping @Sendable (Piece) -> Made) {
    if piece.count < Self.few {
      finish(work(piece))
    } else {
      DispatchQueue.global(qos: .userInitiated).async { self.finish(work(piece)) }
    }
  }

  private func finish(_ result: Made) {
    made.withLock { $0 = result }
    isDone.signal()
  }

  /// Waits for what was made.
  func value() -> Made {
    while true {
      isDone.wait()
      if let result = made.withLock({ $0 }) { return result }
    }
  }
}
