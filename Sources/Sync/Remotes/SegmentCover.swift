import Items
import Judgments

/// Which files of a chain at a remote will do, and which have to be written anew.
struct SegmentCover {
  /// Why a file has to be written anew.
  enum Lack: Hashable {
    case damaged
    /// It is sealed to others than those who may read it now, or open and should not be.
    case readers
  }

  private(set) var there: [SegmentName] = []
  private(set) var lacking: [(name: SegmentName, lack: Lack)] = []

  /// Looks at the files of one line of a chain, as closely as an exchange wants it.
  ///
  /// `readers` are the devices that must be able to read them; nil where all may.
  init(
    _ names: [SegmentName], of chain: ChainID, in scope: Scope, at remote: any Remote,
    _ manner: ExchangeManner, readers: [[UInt8]]?, keys: any Unsealer
  ) throws {
    let newest = names.max { $0.last < $1.last }
    let needed = manner.isThorough || manner.isTurning ? names : Self.needed(names)
    var closely: [SegmentName] = []
    if manner.isThorough {
      closely = needed
    } else if let newest, !remote.isProving {
      // A file that its owner has just written may have been cut short by whoever copied it.
      closely = [newest]
    }
    var whole: [SegmentName] = []
    for name in needed {
      if closely.contains(name),
        try !Self.isWhole(name, .segment(scope, chain, name), remote, keys)
      {
        lacking.append((name, .damaged))
      } else {
        whole.append(name)
      }
    }
    guard readers != nil || manner.isThorough || manner.isTurning else {
      there = whole
      return
    }
    let beginnings = try remote.beginnings(
      of: whole.map { .segment(scope, chain, $0) }, SegmentFile.beginning)
    for (name, beginning) in zip(whole, beginnings) {
      let recipients = beginning.flatMap(SegmentFile.header(beginning:))?.recipients
      if recipients?.serve(readers) == true {
        there.append(name)
      } else {
        lacking.append((name, .readers))
      }
    }
  }

  /// Notes that a file is there now.
  mutating func add(_ name: SegmentName) { there.append(name) }

  /// Those files of several that are needed to have what all have; of one beginning, the longest.
  static func needed(_ names: [SegmentName]) -> [SegmentName] {
    var end: UInt64 = 0
    return names.sorted().filter { name in
      defer { end = max(end, name.last) }
      return name.last > end
    }
  }

  private static func isWhole(
    _ name: SegmentName, _ file: RemoteFile, _ remote: any Remote, _ keys: any Unsealer
  ) throws -> Bool {
    guard let bytes = try remote.read(file) else { return false }
    let segment: Segment
    do throws(FileFault) {
      segment = try Segment(decoding: bytes, with: keys)
    } catch {
      // Whole, as far as this device can see; for whom it is, is looked at apart.
      return error == .sealed
    }
    return segment.header.first == name.first && segment.header.last == name.last
      && HeadPrefix(firstBytesOf: segment.head) == name.head
  }
}

extension Recipients {
  /// Whether a file with these recipients serves those who may read it: nil stands for all.
  func serve(_ readers: [[UInt8]]?) -> Bool {
    guard let readers else { return isEmpty }
    return !isEmpty && include(readers)
  }
}
