#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that is there whole or not at all.
enum OutputFile {
  /// Writes under another name and renames at the end, so that a failure leaves what was there.
  ///
  /// A device, a pipe or a link is written to as it is: putting a file in its place would take
  /// it away from everybody else, `/dev/null` first of all.
  static func write(to path: String, _ body: (TextOutput) throws -> Void) throws {
    if isSpecial(path) {
      try writeInPlace(path, body)
      return
    }
    let interim = "\(path).new-\(getpid())"
    do {
      unlink(interim)
      let file = try FileDescriptor(opening: interim, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
      let output = TextOutput(file.number, name: path)
      try body(output)
      try output.flush()
      guard rename(interim, path) == 0 else { throw FileError(code: errno) }
    } catch let error as FileError {
      unlink(interim)
      throw Refusal(
        "\(path) could not be written: \(error).",
        remedy: "Check the folder, its permissions and the room on the disk.")
    } catch {
      unlink(interim)
      throw error
    }
  }

  private static func isSpecial(_ path: String) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return false }
    return facts.st_mode & S_IFMT != S_IFREG
  }

  private static func writeInPlace(
    _ path: String, _ body: (TextOutput) throws -> Void
  ) throws {
    do {
      let file = try FileDescriptor(opening: path, O_WRONLY | O_TRUNC)
      let output = TextOutput(file.number, name: path)
      try body(output)
      try output.flush()
    } catch let error as FileError {
      throw Refusal(
        "\(path) could not be written: \(error).",
        remedy: "Check the path, its permissions and the room on the disk.")
    }
  }
}
