/// A value of a row as it lies in the file.
enum RawValue: Equatable {
  case null
  case integer(Int64)
  case blob([UInt8])
  case text([UInt8])

  var bytes: [UInt8]? {
    switch self {
    case .blob(let bytes), .text(let bytes): bytes
    case .null, .integer: nil
    }
  }
}

/// A row: its number, in a table that has them, and its columns.
struct RawRecord: Equatable {
  var rowid: Int64?
  var values: [RawValue]
}

extension RawPages {
  /// What a row of a store has at most; a longer one is none of ours.
  private static let recordLimit = 1 << 29

  /// The rows that begin on a page, whichever table they are of; a damaged one is left out and
  /// hides no other.
  func records(of image: Image, _ each: (RawRecord) -> Void) {
    let bytes = image.bytes
    let start = image.start
    guard start + 12 <= bytes.count else { return }
    let kind = bytes[start]
    // 13: a table's leaf. 10 and 2: leaf and inner page of an index, where tables without rowid lie.
    guard kind == 13 || kind == 10 || kind == 2 else { return }
    let header = kind == 2 ? 12 : 8
    let cells = Int(bytes.bigEndian(at: start + 3, count: 2))
    guard start + header + cells * 2 <= usable else { return }
    for index in 0..<cells {
      var place = Int(bytes.bigEndian(at: start + header + index * 2, count: 2))
      if kind == 2 { place += 4 }
      guard let size = varint(bytes, &place), size > 0, size <= Self.recordLimit else { continue }
      var rowid: Int64?
      if kind == 13 {
        guard let number = varint(bytes, &place) else { continue }
        rowid = number
      }
      guard let content = content(bytes, at: place, size: Int(size), isTable: kind == 13),
        let values = Self.values(content)
      else { continue }
      each(RawRecord(rowid: rowid, values: values))
    }
  }

  /// A row's bytes, gathered from the pages into which it overflows.
  private func content(_ page: [UInt8], at place: Int, size: Int, isTable: Bool) -> [UInt8]? {
    let most = isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
    let least = (usable - 12) * 32 / 255 - 23
    if size <= most {
      return place + size <= usable ? Array(page[place..<(place + size)]) : nil
    }
    let preferred = least + (size - least) % (usable - 4)
    let local = preferred <= most ? preferred : least
    guard place + local + 4 <= usable else { return nil }
    var content = Array(page[place..<(place + local)])
    var next = Int(page.bigEndian(at: place + local, count: 4))
    // Every page brings something, so a circle of pages ends with the row's size.
    while content.count < size {
      guard let more = self.page(next) else { return nil }
      next = Int(more.bigEndian(at: 0, count: 4))
      content += more[4..<(4 + min(usable - 4, size - content.count))]
    }
    return content
  }

  /// The columns of a row; nil where the bytes are no row.
  static func values(_ content: [UInt8]) -> [RawValue]? {
    var place = 0
    guard let length = varint(content, &place), length >= 1, length <= content.count else {
      return nil
    }
    var body = Int(length)
    var values: [RawValue] = []
    while place < Int(length) {
      guard values.count < 64, let type = varint(content, &place) else { return nil }
      let size: Int
      switch type {
      case 0, 8, 9: size = 0
      case 1...4: size = Int(type)
      case 5: size = 6
      case 6, 7: size = 8
      case 12...: size = Int((type - 12) / 2)
      default: return nil
      }
      guard size <= content.count - body else { return nil }
      let bytes = content[body..<(body + size)]
      body += size
      switch type {
      case 0: values.append(.null)
      case 8, 9: values.append(.integer(type - 8))
      case 7: values.append(.null)
      case 1...6:
        let sign: Int64 = (bytes.first ?? 0) & 0x80 == 0 ? 0 : -1
        values.append(.integer(bytes.reduce(sign) { $0 << 8 | Int64($1) }))
      default: values.append(type % 2 == 0 ? .blob(Array(bytes)) : .text(Array(bytes)))
      }
    }
    return place == Int(length) && body == content.count ? values : nil
  }

  private func varint(_ bytes: [UInt8], _ place: inout Int) -> Int64? {
    Self.varint(bytes, &place)
  }

  /// A number of up to nine bytes, seven bits each and eight in the last.
  private static func varint(_ bytes: [UInt8], _ place: inout Int) -> Int64? {
    var value: UInt64 = 0
    for index in 0..<9 {
      guard place < bytes.count else { return nil }
      let byte = bytes[place]
      place += 1
      if index == 8 {
        value = value << 8 | UInt64(byte)
      } else {
        value = value << 7 | UInt64(byte & 0x7F)
        if byte & 0x80 == 0 { break }
      }
    }
    return Int64(bitPattern: value)
  }
}
