/// A file's bytes at any place, behind a protocol so that tests can damage them.
package protocol RawFile {
  /// How many bytes it has.
  var size: Int { get }
  /// The bytes at a place; fewer at the end of the file, or where the disk gives no more.
  func bytes(at offset: Int, count: Int) -> [UInt8]
}

/// The pages of an SQLite file and of its journal, without SQLite.
///
/// Formats: "Database File Format" of sqlite.org, sections 1.3 (header), 1.6 (b-tree pages) and 4
/// (write-ahead log).
struct RawPages {
  /// One image of a page; the journal may have several of one page.
  struct Image {
    var bytes: [UInt8]
    /// Where its b-tree header begins: behind the file's header on the first page.
    var start: Int
  }

  let pageSize: Int
  /// Bytes at the end of every page that hold no content.
  let reserved: Int
  private let file: any RawFile
  private let journal: (any RawFile)?
  /// The newest image of a page in the journal, by page number.
  private var newest: [Int: Int] = [:]
  private let frames: Int

  private static let walHeader = 32
  private static let frameHeader = 24

  init(file: any RawFile, journal: (any RawFile)?) {
    self.file = file
    let head = file.bytes(at: 0, count: 100)
    let journalHead = journal?.bytes(at: 0, count: Self.walHeader) ?? []
    // A store's pages have SQLite's usual size; the file and the journal both say it.
    let said = [
      head.count >= 18 ? Int(head.bigEndian(at: 16, count: 2)) : 0,
      journalHead.count >= 12 ? Int(journalHead.bigEndian(at: 8, count: 4)) : 0,
    ].map { $0 == 1 ? 65_536 : $0 }
    pageSize = said.first { $0 >= 512 && $0 <= 65_536 && $0 & ($0 - 1) == 0 } ?? 4096
    let isHeader = head.count == 100 && head.starts(with: Array("SQLite format 3\0".utf8))
    reserved = isHeader ? min(Int(head[20]), pageSize - 480) : 0
    let isJournal =
      journalHead.count == Self.walHeader
      && [0x377F_0682, 0x377F_0683].contains(journalHead.bigEndian(at: 0, count: 4))
    self.journal = isJournal ? journal : nil
    frames =
      isJournal
      ? max(0, ((journal?.size ?? 0) - Self.walHeader) / (pageSize + Self.frameHeader)) : 0
    for frame in 0..<frames {
      let header = self.journal?.bytes(at: place(of: frame), count: Self.frameHeader) ?? []
      guard header.count == Self.frameHeader else { break }
      newest[Int(header.bigEndian(at: 0, count: 4))] = frame
    }
  }

  /// The bytes of a page that hold content.
  var usable: Int { pageSize - reserved }

  /// How many images there are in all.
  var count: Int { file.size / pageSize + frames }

  /// The images of the file's pages, then those of the journal.
  func image(_ index: Int) -> Image? {
    let inFile = file.size / pageSize
    let bytes: [UInt8]
    var isFirst = index == 0
    if index < inFile {
      bytes = file.bytes(at: index * pageSize, count: pageSize)
    } else {
      let frame = index - inFile
      bytes =
        journal?.bytes(at: place(of: frame) + Self.frameHeader, count: pageSize) ?? []
      isFirst = newest[1] == frame || bytes.starts(with: Array("SQLite format 3\0".utf8))
    }
    return bytes.count == pageSize ? Image(bytes: bytes, start: isFirst ? 100 : 0) : nil
  }

  /// The newest content of a page by its number, for following overflowing cells.
  func page(_ number: Int) -> [UInt8]? {
    if let frame = newest[number], let journal {
      let bytes = journal.bytes(at: place(of: frame) + Self.frameHeader, count: pageSize)
      if bytes.count == pageSize { return bytes }
    }
    guard number >= 1 else { return nil }
    let bytes = file.bytes(at: (number - 1) * pageSize, count: pageSize)
    return bytes.count == pageSize ? bytes : nil
  }

  private func place(of frame: Int) -> Int {
    Self.walHeader + frame * (pageSize + Self.frameHeader)
  }
}

extension [UInt8] {
  /// The number in some bytes, the highest first; the bytes must be there.
  func bigEndian(at start: Int, count: Int) -> UInt64 {
    self[start..<(start + count)].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
