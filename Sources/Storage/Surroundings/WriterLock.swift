import Judgments

/// One writing process a store: an advisory lock beside it, with who holds it.
final class WriterLock {
  private let path: String
  private let surroundings: Surroundings
  private var held: (any HeldLock)?

  init(store path: String, _ surroundings: Surroundings) {
    self.path = path + ".lock"
    self.surroundings = surroundings
  }

  /// Takes the lock and writes who has it; false when somebody else has it.
  func take(_ opening: Opening) throws -> Bool {
    switch try surroundings.places.lock(path) {
    case .held(let lock):
      held = lock
      try note(opening)
      return true
    case .taken: return false
    }
  }

  var isHeld: Bool { held != nil }

  /// Who has the lock, as its holder wrote it.
  func holder() -> Opening {
    let bytes = (try? surroundings.disk.read(path)) ?? nil
    return bytes.flatMap(Opening.init(decoding:)) ?? Opening(since: 0, host: "", process: 0)
  }

  /// Writes who has the store, also without the lock after a take-over.
  func note(_ opening: Opening) throws {
    try surroundings.disk.write(opening.encoded, to: path, manner: .quickly)
  }

  func release() {
    guard let held else { return }
    // Removed while it is still held, so that nobody's later note is lost with it.
    try? surroundings.disk.remove(path)
    held.release()
    self.held = nil
  }
}

extension Opening {
  var encoded: [UInt8] {
    CBOR.array([.unsigned(since), .text(host), .integer(Int(process))]).encoded
  }

  init?(decoding bytes: [UInt8]) {
    guard case .array(let parts)? = try? CBOR(decoding: bytes), parts.count == 3,
      case .unsigned(let since) = parts[0], case .text(let host) = parts[1],
      case .unsigned(let process) = parts[2], let process = Int32(exactly: process)
    else { return nil }
    self.init(since: since, host: host, process: process)
  }
}
