#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that is there whole or not at all.
enum OutputFile {
  /// Writes under another name and renames at the end, so that a failure leaves what was there.
  static func write(to path: String, _ body: (TextOutput) throws -> Void) throws {
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
}
