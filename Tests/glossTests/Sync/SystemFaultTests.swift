import Foundation
import Support
import Testing

/// The system's own calls fail below real programs: nothing crashes, what happened is told, and the
/// next run goes on.
@Suite("System calls that fail", .serialized)
struct SystemFaultTests {
  private static let canInject: Bool = {
    guard let scratch = try? Scratch(), let strace = Tools.strace else { return false }
    let outcome = try? scratch.run(
      strace, ["-o", "/dev/null", "-e", "inject=getppid:error=EIO", "/bin/true"])
    return outcome?.status == 0
  }()

  /// Calls, what they can fail with, and how many of them a run makes at most.
  private static let faults: [(call: String, errors: [String], most: Int)] = [
    ("pwrite64", ["ENOSPC", "EIO", "EINTR"], 40), ("write", ["EINTR", "ENOSPC"], 8),
    ("fdatasync", ["EIO", "ENOSPC", "EINTR"], 9), ("fsync", ["EIO"], 4),
    ("renameat2", ["EIO", "ENOSPC", "EPERM"], 6), ("rename", ["EIO", "ENOSPC"], 2),
    ("ftruncate", ["EIO", "ENOSPC"], 6), ("mkdir", ["ENOSPC", "EIO"], 6),
    ("openat", ["EIO", "EMFILE", "EINTR"], 130), ("pread64", ["EIO", "EINTR"], 30),
    ("link", ["EMLINK"], 2),
  ]

  @Test(.enabled(if: canInject, "strace is missing, or it cannot let calls fail here."))
  func everyRunIsToldOrSucceedsAndTheNextOneGoesOn() throws {
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, ["bob"])
    let his = FolderProgramTests.machine("bob", scratch)
    let (lead, bob, meet) = (
      scratch.path("lead.gloss"), scratch.path("bob.gloss"), scratch.path("meet")
    )
    let keys = try scratch.write("1\n", to: "keys")
    let first = try scratch.gloss("sync", lead, meet)
    #expect(first.status == 0, "\(first.errors)")
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix64(seed: seed)
    let commands: [([String], [String: String])] = [
      (["work", bob, "--keys", keys], his), (["sync", bob, meet], his),
      (["merge", lead, bob], [:]), (["sync", lead, meet], [:]),
    ]
    var (hit, told) = (0, 0)
    let runs = Soak.times(48)
    for index in 0..<runs {
      let (arguments, environment) = commands[index % commands.count]
      let fault = Self.faults[(index / commands.count) % Self.faults.count]
      let error = random.pick(fault.errors)
      let when = Int.random(in: 1...fault.most, using: &random)
      // What is interrupted for ever never ends, so that happens once.
      let which = error != "EINTR" && random.chance(1, in: 3) ? "\(when)+" : "\(when)"
      let name = "seed \(seed): \(arguments[0]), \(fault.call) \(which) fails with \(error)"
      let log = scratch.path("calls")
      let outcome = try scratch.run(
        Tools.strace ?? "",
        [
          "-f", "-qq", "-o", log, "-e", "trace=\(fault.call)", "-e",
          "inject=\(fault.call):error=\(error):when=\(which)", Scratch.program,
        ] + arguments, environment: environment)
      let calls = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      let isHit = calls.contains("(INJECTED)")
      hit += isHit ? 1 : 0
      // Before its own first line the program cannot say anything: a library was not found.
      let isLoading = outcome.status == 127
      if !isLoading {
        #expect(outcome.status == 0 || outcome.status == 1, "\(name): \(outcome.errors)")
        if outcome.status == 1 {
          told += 1
          // Where no write ever succeeds, nothing can be said either.
          if fault.call != "write" || !which.hasSuffix("+") {
            #expect(outcome.errors.contains("."), "\(name): \(outcome.errors)")
          }
        }
      }
      // SQLite begins these anew; a sync that was interrupted is a save that failed, and told.
      if error == "EINTR", fault.call != "openat", fault.call != "fdatasync", !isLoading {
        #expect(outcome.status == 0, "\(name): \(outcome.errors)")
      }
    }
    // Everything goes on as if nothing had been.
    for (arguments, environment) in commands {
      let after = try scratch.run(Scratch.program, arguments, environment: environment)
      #expect(after.status == 0, "seed \(seed): \(after.errors)")
    }
    let judged = try scratch.gloss("export", bob, environment: his).lines.count
    #expect(try scratch.gloss("export", lead).lines.count == judged, "seed \(seed)")
    for (store, environment) in [(bob, his), (lead, [:])] {
      let verified = try scratch.gloss("verify", store, environment: environment)
      #expect(verified.status == 0, "seed \(seed): \(verified.output)\(verified.errors)")
    }
    print("T10: \(runs) real runs, \(hit) with failing system calls, \(told) told, 0 lost")
    #expect(hit > runs / 4, "seed \(seed)")
  }
}
