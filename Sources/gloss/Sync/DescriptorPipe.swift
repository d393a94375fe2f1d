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

  /// How long the other side may say nothing, or take nothing, in milliseconds.
  var patience: Int32 = 60_000

  func read(_ count: Int) throws(RemoteFault) -> [UInt8] {
    var failure: RemoteFault?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(RemoteFault) {
        while filled < count {
          try wait(input, POLLIN, "said")
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          let done = retrying { readPiece(input, rest) }
          guard done >= 0 else { throw RemoteFault.failed(name, SystemFault.text(errno)) }
          if done == 0 { break }
          filled += done
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  func write(_ bytes: [UInt8]) throws(RemoteFault) {
    // Else a side that listens no more would keep this one waiting for ever.
    let flags = fcntl(output, F_GETFL)
    if flags & O_NONBLOCK == 0 { _ = fcntl(output, F_SETFL, flags | O_NONBLOCK) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        retrying { writePiece(output, UnsafeRawBufferPointer(rebasing: raw[done...])) }
      }
      if count >= 0 {
        done += count
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        try wait(output, POLLOUT, "taken")
      } else {
        throw .failed(
          name, errno == EPIPE ? "the other side has stopped" : SystemFault.text(errno))
      }
    }
  }

  private func wait(
    _ descriptor: Int32, _ events: Int32, _ what: String
  ) throws(RemoteFault) {
    var asked = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    let ready = retrying { Int(poll(&asked, 1, patience)) }
    guard ready != 0 else {
      throw .failed(name, "the other side has \(what) nothing for a minute")
    }
  }
}

/// The system's `read` under a name that no method hides.
private func readPiece(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(file, buffer.baseAddress, buffer.count)
}

/// The system's `write` under a name that no method hides.
private func writePiece(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(file, bytes.baseAddress, bytes.count)
}
