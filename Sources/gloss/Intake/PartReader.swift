import Dispatch
import Foundation
import Items
import Synchronization

/// Items on their way into a store, with what was wrong between them.
struct Part: Sendable {
  /// The most items of a part: the store holds a part in memory and writes its trees once.
  static let limit = 100_000
  /// The most bytes of a part.
  static let sizeLimit = 96 << 20

  var items: [CanonicalItem] = []
  var places: [Place] = []
  var problems: [Problem] = []
  /// How far the file was read, in bytes, and how large it is; nil where that is not known.
  var position = 0
  var size: Int?
  private var bytes = 0

  var isFull: Bool {
    items.count >= Self.limit || bytes >= Self.sizeLimit || problems.count >= Self.limit
  }

  mutating func add(_ record: Record) {
    switch record {
    case .problem(let problem): problems.append(problem)
    case .item(let item, let place):
      items.append(item)
      places.append(place)
      bytes += item.content.count + (item.hidden?.count ?? 0)
    }
  }
}

/// Reads a file's items part by part, one part ahead of whoever takes them.
///
/// Reading and storing take about as long as each other, and each keeps one processor busy.
final class PartReader: Sendable {
  private let parts = Mutex<[Result<Part, any Error>]>([])
  private let filled = DispatchSemaphore(value: 0)
  // Begins with nothing and is raised: one that ends below its beginning stops the program.
  private let room = DispatchSemaphore(value: 0)
  private let isGivenUp = Atomic(false)

  /// Begins to read a file; that it cannot be opened is thrown by the first `next`.
  init(_ file: DataFile, shape: ItemShape) {
    room.signal()
    Thread.detachNewThread { [self] in read(file, shape) }
  }

  /// The next part; nil at the end.
  func next() throws -> Part? {
    filled.wait()
    guard let part = parts.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
      filled.signal()
      return nil
    }
    room.signal()
    return try part.get()
  }

  /// Lets the reading end early.
  func giveUp() {
    isGivenUp.store(true, ordering: .relaxed)
    room.signal()
  }

  private func read(_ file: DataFile, _ shape: ItemShape) {
    defer { filled.signal() }
    do {
      let input = try InputFile(file.path)
      var reader = file.reader(of: input.source, shape: shape)
      var part = Part()
      while let record = try reader.next() {
        part.add(record)
        guard part.isFull else { continue }
        hand(part, of: input)
        part = Part()
        if isGivenUp.load(ordering: .relaxed) { return }
      }
      hand(part, of: input)
    } catch {
      hand(.failure(error))
    }
  }

  private func hand(_ part: Part, of input: InputFile) {
    var part = part
    part.position = input.plain?.position ?? 0
    part.size = input.plain?.size
    hand(.success(part))
  }

  private func hand(_ part: Result<Part, any Error>) {
    room.wait()
    parts.withLock { $0.append(part) }
    filled.signal()
  }
}
