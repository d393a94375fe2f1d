import CMd4c

/// One run of md4c over a source, whose callbacks feed a ``BlockBuilder``.
///
/// It is a class because C holds a pointer to it while it parses.
final class MarkdownParse {
  /// Events a byte of source may cause, far above what any text without tables needs.
  ///
  /// A table of c columns and r short rows is filled up with c × r empty cells.
  private static let eventsPerByte = 16
  /// How often a link's address may be repeated, in bytes for a byte of source.
  private static let addressBytesPerByte = 16

  private let source: UnsafeBufferPointer<UInt8>
  private var builder: BlockBuilder
  private var eventsLeft: Int
  private var addressBytesLeft: Int

  private init(_ source: UnsafeBufferPointer<UInt8>, asWritten: Bool) {
    self.source = source
    builder = BlockBuilder(lines: SourceLines(source), asWritten: asWritten)
    eventsLeft = source.count * Self.eventsPerByte + 4_096
    addressBytesLeft = source.count * Self.addressBytesPerByte + 4_096
  }

  /// Parses `source`, or returns `nil` when it would grow into far more than it is long.
  static func run(
    _ source: UnsafeBufferPointer<UInt8>, asWritten: Bool
  ) -> [(block: Block, line: Int)]? {
    guard let parse = completed(source, asWritten: asWritten) else {
      return source.isEmpty ? [] : nil
    }
    let edits = parse.builder.edits
    guard !edits.isEmpty else { return parse.builder.finish() }
    let edited = SourceEdit.apply(edits, to: source)
    return edited.withUnsafeBufferPointer { completed($0, asWritten: asWritten)?.builder.finish() }
  }

  private static func completed(
    _ source: UnsafeBufferPointer<UInt8>, asWritten: Bool
  ) -> MarkdownParse? {
    guard let base = source.baseAddress, let size = MD_SIZE(exactly: source.count) else {
      return nil
    }
    let parse = MarkdownParse(source, asWritten: asWritten)
    var parser = MD_PARSER()
    parser.abi_version = 0
    parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTML)
    parser.enter_block = { type, detail, context in
      MarkdownParse.of(context).handle { $0.enter(type, detail) }
    }
    parser.leave_block = { _, _, context in
      MarkdownParse.of(context).handle { $0.builder.leave() }
    }
    parser.enter_span = { type, detail, context in
      MarkdownParse.of(context).handle { $0.enterSpan(type, detail) }
    }
    parser.leave_span = { _, _, context in
      MarkdownParse.of(context).handle { $0.builder.leaveSpan() }
    }
    parser.text = { type, text, size, context in
      MarkdownParse.of(context).handle { $0.add(type, text, Int(size)) }
    }
    let result = withExtendedLifetime(parse) {
      base.withMemoryRebound(to: MD_CHAR.self, capacity: source.count) {
        md_parse($0, size, &parser, Unmanaged.passUnretained(parse).toOpaque())
      }
    }
    return result == 0 ? parse : nil
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> MarkdownParse? {
    context.map { Unmanaged<MarkdownParse>.fromOpaque($0).takeUnretainedValue() }
  }

  fileprivate func count(_ body: (MarkdownParse) -> Void) -> CInt {
    eventsLeft -= 1
    guard eventsLeft > 0, addressBytesLeft > 0 else { return 1 }
    body(self)
    return 0
  }

  private func enter(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch type {
    case MD_BLOCK_QUOTE: builder.enter(.quote)
    case MD_BLOCK_UL: builder.enter(.list(start: nil))
    case MD_BLOCK_OL:
      let start = detail?.load(as: MD_BLOCK_OL_DETAIL.self).start ?? 1
      builder.enter(.list(start: Int(start)))
    case MD_BLOCK_LI: builder.enter(.item)
    case MD_BLOCK_HR: builder.enter(.rule)
    case MD_BLOCK_H:
      let level = detail?.load(as: MD_BLOCK_H_DETAIL.self).level ?? 1
      builder.enter(.heading(level: Int(level)))
    case MD_BLOCK_CODE:
      let code = detail?.load(as: MD_BLOCK_CODE_DETAIL.self)
      let language = text(of: code?.info)
      let fence = code.map { UInt8(bitPattern: $0.fence_char) } ?? 0
      builder.enter(
        .code(language: language.isEmpty ? nil : language, fence: fence == 0 ? nil : fence))
    case MD_BLOCK_TABLE: builder.enter(.table)
    case MD_BLOCK_TR: builder.enter(.row)
    case MD_BLOCK_TH, MD_BLOCK_TD:
      let alignment: ColumnAlignment =
        switch detail?.load(as: MD_BLOCK_TD_DETAIL.self).align {
        case MD_ALIGN_CENTER: .centre
        case MD_ALIGN_RIGHT: .trailing
        default: .leading
        }
      builder.enter(.cell(alignment, isHeader: type == MD_BLOCK_TH))
    case MD_BLOCK_P, MD_BLOCK_HTML: builder.enter(.paragraph)
    default: builder.enter(.passage)
    }
  }

  private func enterSpan(_ type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch type {
    case MD_SPAN_EM: builder.enterSpan(.emphasis)
    case MD_SPAN_STRONG: builder.enterSpan(.strong)
    case MD_SPAN_DEL: builder.enterSpan(.strike)
    case MD_SPAN_CODE: builder.enterSpan(.code)
    case MD_SPAN_A:
      let link = detail?.load(as: MD_SPAN_A_DETAIL.self)
      builder.enterSpan(.link(to: text(of: link?.href), title: text(of: link?.title)))
    case MD_SPAN_IMG:
      let image = detail?.load(as: MD_SPAN_IMG_DETAIL.self)
      builder.enterSpan(.image(source: text(of: image?.src), title: text(of: image?.title)))
    default: builder.enterSpan(.passage)
    }
  }

  private func add(_ type: MD_TEXTTYPE, _ text: UnsafePointer<MD_CHAR>?, _ size: Int) {
    switch type {
    case MD_TEXT_BR: builder.addBreak(.hardBreak)
    case MD_TEXT_SOFTBR: builder.addBreak(.softBreak)
    // Kept, so that the reader sees an altered cell where the source has a NUL.
    case MD_TEXT_NULLCHAR: builder.add("\0", at: nil)
    case MD_TEXT_ENTITY:
      let reference = string(text, size)
      builder.add(Entities.text(of: reference) ?? reference, at: offset(text))
    default: builder.add(string(text, size), at: offset(text))
    }
  }

  /// The offset of a text in the source; md4c's own strings (a newline, blanks) have none.
  private func offset(_ text: UnsafePointer<MD_CHAR>?) -> Int? {
    guard let text, let base = source.baseAddress else { return nil }
    let distance = Int(bitPattern: text) - Int(bitPattern: base)
    return source.indices.contains(distance) ? distance : nil
  }

  private func string(_ text: UnsafePointer<MD_CHAR>?, _ size: Int) -> String {
    guard let text, size > 0 else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: text, count: size), as: UTF8.self)
  }

  private func text(of attribute: MD_ATTRIBUTE?) -> String {
    guard let attribute else { return "" }
    addressBytesLeft -= Int(attribute.size)
    guard let text = attribute.text, let types = attribute.substr_types,
      let offsets = attribute.substr_offsets, addressBytesLeft > 0
    else { return "" }
    var whole = ""
    var index = 0
    while offsets[index] < attribute.size {
      let part = string(
        text + Int(offsets[index]), Int(offsets[index + 1]) - Int(offsets[index]))
      switch types[index] {
      case MD_TEXT_NULLCHAR: whole += "\0"
      case MD_TEXT_ENTITY: whole += Entities.text(of: part) ?? part
      default: whole += part
      }
      index += 1
    }
    return whole
  }
}

extension MarkdownParse? {
  /// Handles one event; a value other than 0 makes md4c stop.
  fileprivate func handle(_ body: (MarkdownParse) -> Void) -> CInt { self?.count(body) ?? 1 }
}
