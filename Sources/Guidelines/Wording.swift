import Markdown

/// What a rule says, apart from where the lines of its source are broken.
struct Wording: Hashable {
  private let title: String
  private let blocks: [Block]

  init(_ rule: Rule) {
    title = rule.title
    blocks = rule.blocks.map(Self.flowing)
  }

  private static func flowing(_ block: Block) -> Block {
    switch block {
    case .paragraph(let inlines): .paragraph(flowing(inlines))
    case .list(let items, start: let start): .list(items.map { $0.map(flowing) }, start: start)
    case .quote(let blocks): .quote(blocks.map(flowing))
    case .heading, .code, .table, .rule: block
    }
  }

  private static func flowing(_ inlines: [Inline]) -> [Inline] {
    var joined: [Inline] = []
    for inline in inlines {
      switch inline {
      case .softBreak: append(" ", to: &joined)
      case .text(let text): append(text, to: &joined)
      case .strong(let inner): joined.append(.strong(flowing(inner)))
      case .emphasis(let inner): joined.append(.emphasis(flowing(inner)))
      case .strike(let inner): joined.append(.strike(flowing(inner)))
      case .link(let inner, to: let target): joined.append(.link(flowing(inner), to: target))
      case .code, .image, .hardBreak: joined.append(inline)
      }
    }
    return joined
  }

  private static func append(_ text: String, to inlines: inout [Inline]) {
    if case .text(let before)? = inlines.last {
      inlines[inlines.count - 1] = .text(before + text)
    } else {
      inlines.append(.text(text))
    }
  }
}
