import Judgments

/// Frames over a pipe, with the limits that hold before anything is read.
final class FrameChannel {
  let name: String
  private let pipe: any FramePipe
  /// The bytes of all files of this session so far, in both directions.
  private var carried = 0

  /// What all files of one session may be together: 8 GiB.
  static let sessionLimit = 8 << 30

  init(name: String, pipe: any FramePipe) {
    self.name = name
    self.pipe = pipe
  }

  func send(_ frame: Frame) throws(RemoteFault) {
    let body = frame.cbor.encoded
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 + body.count)
    bytes.appendPart(body)
    try pipe.write(bytes)
  }

  /// The next frame that means something to this version; nil where the other end has stopped.
  func receive() throws(RemoteFault) -> Frame? {
    while true {
      let head = try pipe.read(4)
      if head.isEmpty { return nil }
      guard head.count == 4 else { throw broken("it stopped in the middle of a frame") }
      let length = Int(head.bigEndian(at: 0, count: 4))
      guard length <= Frame.sizeLimit else { throw broken("a frame is longer than 1 MiB") }
      let body = try pipe.read(length)
      guard body.count == length else { throw broken("it stopped in the middle of a frame") }
      do throws(FrameFault) {
        let frame = try Frame(decoding: body)
        if frame != .ignorable { return frame }
      } catch {
        throw broken(error.why)
      }
    }
  }

  /// Sends a file in pieces; nil where there is none.
  func send(_ file: RemoteFile, _ bytes: [UInt8]?) throws(RemoteFault) {
    guard let bytes else { return try send(.data(file, nil, isLast: true)) }
    try carry(bytes.count)
    var start = 0
    repeat {
      let end = min(bytes.count, start + Frame.pieceLimit)
      try send(.data(file, Array(bytes[start..<end]), isLast: end == bytes.count))
      start = end
    } while start < bytes.count
  }

  /// Takes the pieces of a file behind its first one.
  func file(
    _ file: RemoteFile, beginning first: [UInt8], isWhole: Bool
  ) throws(RemoteFault) -> [UInt8] {
    var bytes = first
    var isWhole = isWhole
    try carry(first.count)
    while !isWhole {
      guard case .data(let next, let piece?, let isLast)? = try receive(), next == file else {
        throw broken("a file breaks off")
      }
      guard bytes.count + piece.count <= file.sizeLimit else {
        throw broken("a file is longer than it may be")
      }
      try carry(piece.count)
      bytes += piece
      isWhole = isLast
    }
    return bytes
  }

  private func carry(_ count: Int) throws(RemoteFault) {
    carried += count
    guard carried <= Self.sessionLimit else {
      throw .told("One session carries 8 GiB at most. Sync again for the rest.")
    }
  }

  func broken(_ why: String) -> RemoteFault { .failed(name, why) }
}
