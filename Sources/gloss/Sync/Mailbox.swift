import Dispatch
import Foundation
import Storage
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where a thread that works behind the screen leaves what it wants of the store.
///
/// A store belongs to the loop's thread. The other thread asks, wakes the loop and waits; the loop
/// carries out one call between two keys. Cutting the connection ends every waiting at once.
final class Mailbox<Outcome: Sendable>: Sendable {
  /// A piece of work on the store.
  typealias Call = @Sendable (Store) -> Void

  private struct State {
    var call: Call?
    var outcome: Outcome?
    var isCut = false
  }

  /// What lies there for the loop.
  enum Letter {
    case call(Call)
    case outcome(Outcome)
  }

  private let state = Mutex(State())
  private let answered = DispatchSemaphore(value: 0)
  private let wake = Pipe()

  /// A descriptor that can be read when something lies there.
  var descriptor: Int32 { wake.fileHandleForReading.fileDescriptor }

  init() {
    for end in [wake.fileHandleForReading, wake.fileHandleForWriting] {
      _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end.fileDescriptor, F_SETFL, O_NONBLOCK)
    }
  }

  /// On the other thread: has the loop do something with the store, and waits for what it gives.
  func ask<Answer: Sendable>(_ work: @escaping @Sendable (Store) throws -> Answer) throws -> Answer
  {
    let answer = Waiting<Answer>()
    try leave { $0.call = { store in answer.give(Result { try work(store) }) } }
    answered.wait()
    guard let result = answer.result else { throw Cut() }
    return try result.get()
  }

  /// On the other thread: says that the work is over.
  func end(_ outcome: Outcome) {
    try? leave { $0.outcome = outcome }
  }

  /// On the loop's thread: takes what lies there; nil for nothing.
  func take() -> Letter? {
    var bytes = [UInt8](repeating: 0, count: 16)
    _ = read(descriptor, &bytes, bytes.count)
    return state.withLock { state in
      if let call = state.call {
        state.call = nil
        return .call(call)
      }
      defer { state.outcome = nil }
      return state.outcome.map { .outcome($0) }
    }
  }

  /// On the loop's thread: carries out a call, and lets the other thread go on.
  func carryOut(_ call: Call, on store: Store) {
    call(store)
    answered.signal()
  }

  /// On the loop's thread: nothing is taken any more; whoever waits, or asks later, is sent away.
  func cut() {
    state.withLock {
      $0.isCut = true
      $0.call = nil
    }
    answered.signal()
  }

  private func leave(_ change: (inout State) -> Void) throws {
    try state.withLock {
      guard !$0.isCut else { throw Cut() }
      change(&$0)
    }
    // A full pipe wakes the loop as well.
    try? FileDescriptor.write([1], to: wake.fileHandleForWriting.fileDescriptor)
  }

  /// The loop has left.
  struct Cut: Error {}

  /// An answer on its way between two threads.
  private final class Waiting<Answer: Sendable>: Sendable {
    private let value = Mutex<Result<Answer, any Error>?>(nil)

    var result: Result<Answer, any Error>? { value.withLock { $0 } }

    func give(_ result: Result<Answer, any Error>) { value.withLock { $0 = result } }
  }
}
