import Sync

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Frames over two descriptors, with an end to waiting.
struct DescriptorPipe: FramePipe {
  let name: String
  let input: Int32
  let output: Int32

  /// How long the other side may say nothing, in milliseconds.
  static let patience: Int32 = 60_000

  func read(_ count: Int) throws(RemoteFault) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      try wait(input, POLLIN)
      let part = try piece(min(1 << 16, count - bytes.count))
      if part.isEmpty { break }
      bytes += part
    }
    return bytes
  }

  func write(_ bytes: [UInt8]) throws(RemoteFault) {
    do throws(FileError) {
      try FileDescriptor.write(bytes, to: output)
    } catch {
      throw .failed(name, error.isClosedPipe ? "the other side has stopped" : "\(error)")
    }
  }

  private func piece(_ count: Int) throws(RemoteFault) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: count)
    let done = retrying { readPiece(input, &chunk) }
    guard done >= 0 else { throw .failed(name, SystemFault.text(errno)) }
    return Array(chunk.prefix(done))
  }

  private func wait(_ descriptor: Int32, _ events: Int32) throws(RemoteFault) {
    var asked = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    let ready = retrying { Int(poll(&asked, 1, Self.patience)) }
    guard ready != 0 else {
      throw .failed(name, "the other side has said nothing for a minute")
    }
  }
}

/// The system's `read` under a name that no method hides.
private func readPiece(_ file: Int32, _ buffer: inout [UInt8]) -> Int {
  read(file, &buffer, buffer.count)
}
