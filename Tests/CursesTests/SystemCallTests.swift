import CSystem
import Support
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("System calls")
struct SystemCallTests {
  /// A folder of its own for one test, removed with what it holds by `body`'s end.
  private func inFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/gloss-system-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      Issue.record("no folder: \(String(cString: strerror(errno)))")
      return
    }
    let folder = String(cString: made)
    defer {
      for name in ["a", "b", "lock"] { unlink(folder + "/" + name) }
      rmdir(folder)
    }
    try body(folder)
  }

  private func create(_ path: String) -> Int32 {
    open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  }

  @Test func writtenBytesAndNamesCanBeForcedToTheDisk() throws {
    try inFolder { folder in
      let file = create(folder + "/a")
      defer { close(file) }
      #expect(write(file, "x", 1) == 1)
      #expect(cs_sync_data(file) == 0)
      #expect(cs_sync_folder(folder) == 0)
      #expect(cs_sync_folder(folder + "/none") == -ENOENT)
      #expect(cs_sync_data(-1) == -EBADF)
    }
  }

  @Test func aLockMeetsASecondOpeningAndEndsWithItsFile() throws {
    try inFolder { folder in
      let first = create(folder + "/lock")
      let second = create(folder + "/lock")
      defer { close(second) }
      var holder: Int32 = -1
      #expect(cs_lock(first, &holder) == 0)
      #expect(cs_lock(second, &holder) == -EWOULDBLOCK)
      #expect(holder == 0)
      #expect(cs_unlock(first) == 0)
      #expect(cs_lock(second, &holder) == 0)
      #expect(cs_unlock(second) == 0)
      #expect(cs_lock(first, &holder) == 0)
      close(first)
      #expect(cs_lock(second, &holder) == 0)
    }
  }

  @Test func aFileSystemHasAKindAndAName() {
    var name = [CChar](repeating: 0, count: 32)
    let kind = cs_file_system("/proc", &name, name.count)
    #expect(kind >= 0)
    #expect(cs_file_system("/none/there", nil, 0) == -ENOENT)
    #if os(Linux)
      #expect(cs_file_system("/dev/shm", &name, name.count) == CS_FILE_SYSTEM_MEMORY)
      #expect(String(decoding: bytes(name), as: UTF8.self) == "tmpfs")
      var short = [CChar](repeating: 1, count: 3)
      _ = cs_file_system("/dev/shm", &short, short.count)
      #expect(String(decoding: bytes(short), as: UTF8.self) == "tm")
    #endif
  }

  private func bytes(_ characters: [CChar]) -> [UInt8] {
    characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  }

  @Test func aCopyHasAnotherIdentityAndARenamedFileKeepsIts() throws {
    try inFolder { folder in
      close(create(folder + "/a"))
      let file = create(folder + "/lock")
      defer { close(file) }
      var (device, inode): (UInt64, UInt64) = (0, 0)
      var (device2, inode2): (UInt64, UInt64) = (0, 0)
      #expect(cs_identity(folder + "/a", &device, &inode) == 0)
      #expect(cs_identity_of(file, &device2, &inode2) == 0)
      #expect(device == device2)
      #expect(inode != inode2)
      #expect(cs_rename_new(folder + "/a", folder + "/b") == 0)
      #expect(cs_identity(folder + "/b", &device2, &inode2) == 0)
      #expect(inode == inode2)
      #expect(cs_identity(folder + "/a", &device, &inode) == -ENOENT)
    }
  }

  @Test func aNameThatExistsIsNeverReplaced() throws {
    try inFolder { folder in
      close(create(folder + "/a"))
      close(create(folder + "/b"))
      #expect(cs_rename_new(folder + "/a", folder + "/b") == -EEXIST)
      #expect(access(folder + "/a", F_OK) == 0)
    }
  }

  @Test func roomCanBeReservedAndCounted() throws {
    try inFolder { folder in
      let file = create(folder + "/a")
      defer { close(file) }
      #expect(cs_allocate(file, 0, 100_000) == 0)
      #expect(lseek(file, 0, SEEK_END) == 100_000)
      #expect(cs_free_bytes(folder) > 0)
      #expect(cs_free_bytes(folder + "/none") == Int64(-ENOENT))
    }
  }

  @Test func clocksGoForwardAndRandomBytesDiffer() {
    let before = cs_monotonic_ns()
    #expect(cs_monotonic_ns() >= before)
    // 2025-01-01 in milliseconds: the wall clock is set.
    #expect(cs_wall_ms() > 1_735_689_600_000)
    var one = [UInt8](repeating: 0, count: 1000)
    var two = one
    #expect(cs_random(&one, one.count) == 0)
    #expect(cs_random(&two, two.count) == 0)
    #expect(one != two)
    #expect(cs_peak_resident_bytes() > 1 << 20)
  }

  @Test func theMachinesNameIsHexadecimalOrMissing() {
    var buffer = [CChar](repeating: 0, count: 64)
    let length = Int(cs_machine_id(&buffer, buffer.count))
    if length != Int(-ENOENT) {
      #expect(length == 32)
      #expect(bytes(buffer).allSatisfy { Character(Unicode.Scalar($0)).isHexDigit })
      #expect(cs_machine_id(&buffer, 8) == -ERANGE)
    }
  }

  @Test func aProgramInAPtyHasItsSizeItsTerminalAndItsEnding() throws {
    let shell = try PseudoTerminal(
      "/bin/sh", ["-c", "stty size; tty; read line; echo got $line; exit 7"],
      environment: ["LC_ALL": "C"], columns: 91, rows: 17)
    try shell.wait(forText: "17 91")
    try shell.wait(forText: "/dev/pts/")
    try shell.send("hello\r")
    try shell.wait(forText: "got hello")
    #expect(try shell.waitForEnd() == .exited(7))
  }

  @Test func aProgramCanBeKilledAndOneThatIsNotThereIsAnError() throws {
    let sleeper = try PseudoTerminal("/bin/sh", ["-c", "echo ready; read line"])
    try sleeper.wait(forText: "ready")
    sleeper.signal(SIGKILL)
    #expect(try sleeper.waitForEnd() == .killed(SIGKILL))
    #expect(throws: PseudoTerminal.Failure.self) { try PseudoTerminal("/none/there") }
  }

  @Test func aMissedDeadlineSaysWhatTheScreenShows() throws {
    let shell = try PseudoTerminal("/bin/sh", ["-c", "echo something else; read line"])
    try shell.wait(forText: "else")
    do throws(PseudoTerminal.Failure) {
      try shell.wait(forText: "never", withinSeconds: 0.05)
      Issue.record("the wait ended")
    } catch {
      #expect("\(error)".contains("something else"))
    }
  }

  @Test func aHangupReachesTheProgram() throws {
    let shell = try PseudoTerminal("/bin/sh", ["-c", "echo ready; read line; read line"])
    try shell.wait(forText: "ready")
    shell.hangUp()
    #expect(try shell.waitForEnd() == .killed(SIGHUP))
  }
}
