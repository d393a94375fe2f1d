import CSystem
import Foundation

/// The real program in a pseudo-terminal: start to first paint, key to settled frame, bytes a key.
struct ScreenBenchmark {
  let place: Workshop
  let store: String
  let keys: Int
  let runs: Int

  func run() throws {
    var (start, memory) = (Samples(), Samples())
    var (medians, tails, sizes, all) = (Samples(), Samples(), Samples(), Samples())
    var moves = Samples()
    for _ in 0..<runs {
      let program = try ProgramInTerminal(
        place.gloss, ["work", store, "--guard", "0"], environment: place.environment)
      start.values.append(try program.settle(silence: 150).seconds)
      var decisions = Samples()
      for number in 0..<keys {
        let reaction = try program.press(["1", "2", "3"][number % 3])
        guard reaction.bytes > 0 else {
          throw Workshop.Refusal(description: "Decision \(number) changed nothing on the screen.")
        }
        decisions.values.append(reaction.seconds)
        sizes.values.append(Double(reaction.bytes))
        all.values.append(Double(reaction.bytes))
      }
      medians.values.append(decisions.median)
      tails.values.append(decisions.quantile(0.99))
      for key in ["b", "j", "j", "k", "b", "?", "?", "i", "[", "]", "g", "g", "u", "U"] {
        let bytes = Double(try program.press(key, silence: 40, patience: 500).bytes)
        moves.values.append(bytes)
        all.values.append(bytes)
      }
      memory.values.append(Double(Workshop.peak(of: program.process)))
      program.end()
    }
    Report.figure(
      "start to first paint", start, unit: "ms", scale: 1e3, digits: 1, goal: "≤ 50 ms")
    Report.figure(
      "  peak memory", memory, unit: "MB", scale: 1 / 1_048_576, digits: 1, goal: "≤ 60 MB")
    Report.figure(
      "decision key to settled, p50", medians, unit: "ms", scale: 1e3, digits: 2,
      goal: "with the durable save")
    Report.figure(
      "decision key to settled, p99", tails, unit: "ms", scale: 1e3, digits: 2, goal: "≤ 5 ms")
    Report.figure(
      "bytes of an item change", sizes, unit: "B", digits: 0, goal: "at most 12 KB")
    Report.figure("bytes of another key", moves, unit: "B", digits: 0, goal: "at most 2 KB")
    Report.figure(
      "bytes a key, all", all, unit: "B", digits: 0, goal: "median ≤ 300 B")
  }
}

/// A program in a pseudo-terminal whose output is timed and counted.
final class ProgramInTerminal {
  let process: Int32
  private let master: Int32
  private let started: UInt64

  /// What came back after a key: until its last byte, and how much.
  struct Reaction {
    var seconds: Double
    var bytes: Int
  }

  init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
    var pid: Int32 = 0
    started = cs_monotonic_ns()
    var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + variables { free(pointer) } }
    master = cs_spawn_pty(path, &argv, &variables, nil, 120, 40, &pid)
    process = pid
    guard master >= 0 else { throw Workshop.Refusal(description: "\(path) cannot be run.") }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  /// Reads from the start until nothing has come for so many milliseconds.
  func settle(silence: Int32) throws -> Reaction {
    let reaction = try react(since: started, silence: silence, patience: 20_000)
    guard reaction.bytes > 0 else {
      throw Workshop.Refusal(description: "The program painted nothing in 20 s.")
    }
    return reaction
  }

  /// Types a key and reads until nothing has come for so many milliseconds.
  ///
  /// A key that changes nothing on the screen is answered with no bytes after `patience`.
  func press(_ key: String, silence: Int32 = 20, patience: Int32 = 5000) throws -> Reaction {
    let bytes = Array(key.utf8)
    let since = cs_monotonic_ns()
    guard write(master, bytes, bytes.count) == bytes.count else {
      throw Workshop.Refusal(description: "The program takes no keys.")
    }
    return try react(since: since, silence: silence, patience: patience)
  }

  private func react(since: UInt64, silence: Int32, patience: Int32) throws -> Reaction {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var (bytes, last) = (0, since)
    // The first byte may be long in coming; the rest follows without a pause.
    var patience = patience
    while true {
      var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&watched, 1, patience) > 0 else { break }
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else {
        throw Workshop.Refusal(description: "The program ended before its frame was whole.")
      }
      last = cs_monotonic_ns()
      bytes += count
      patience = silence
    }
    return Reaction(seconds: Double(last - since) / 1e9, bytes: bytes)
  }

  /// Leaves the program and waits for its end.
  func end() {
    _ = try? press("q", silence: 200)
    kill(process, SIGTERM)
    var (code, signal): (Int32, Int32) = (0, 0)
    _ = cs_wait(process, 1, &code, &signal)
    close(master)
  }
}
