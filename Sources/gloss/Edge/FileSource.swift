import Items

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file's bytes, a mebibyte at a time.
final class FileSource: ByteSource {
  private let file: FileDescriptor
  private let path: String
  private var head: [UInt8]?
  /// How many bytes were read from the file so far.
  private(set) var position = 0

  /// How many bytes the file has; nil for a pipe.
  let size: Int?

  static let piece = 1 << 20

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws {
    self.path = path
    do {
      file =
        path == "-"
        ? try FileDescriptor(duplicating: 0) : try FileDescriptor(opening: path, O_RDONLY)
    } catch {
      throw Refusal(
        "\(path) cannot be read: \(error).", remedy: "Check the name and the permissions.")
    }
    var facts = stat()
    let isFile = fstat(file.number, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
    size = isFile ? Int(facts.st_size) : nil
    head = nil
    let first = try piece()
    head = first
  }

  /// Whether the file begins as gzip does (RFC 1952).
  var isCompressed: Bool { head?.starts(with: [0x1F, 0x8B]) ?? false }

  func next() throws -> [UInt8]? {
    if let head {
      self.head = nil
      return head.isEmpty ? nil : head
    }
    let bytes = try piece()
    return bytes.isEmpty ? nil : bytes
  }

  private func piece() throws -> [UInt8] {
    do {
      let bytes = try file.read(Self.piece)
      position += bytes.count
      return bytes
    } catch {
      throw Refusal(
        "\(path) cannot be read to its end: \(error).",
        remedy: error.code == EISDIR ? "Name a file, not a folder." : "Check the disk.")
    }
  }
}
