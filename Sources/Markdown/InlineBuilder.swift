/// Builds the runs of one block from the parser's events.
struct InlineBuilder {
  /// What a span event opens.
  enum Kind {
    case strong
    case emphasis
    case strike
    case code
    case link(to: String, title: String)
    case image(source: String, title: String)
    case passage
  }

  private struct Frame {
    let kind: Kind
    var inlines: [Inline] = []
  }

  private var frames: [Frame] = []
  /// For every open span of the parser, whether it has a frame.
  private var open: [Bool] = []
  private var inlines: [Inline] = []
  /// Text not yet a run, so that pieces cut at escapes and entities become one.
  private var pending = ""

  var isEmpty: Bool { inlines.isEmpty && pending.isEmpty && frames.isEmpty }

  mutating func enter(_ kind: Kind) {
    flush()
    var isKept = frames.count < MarkdownText.depthLimit
    if case .passage = kind { isKept = false }
    open.append(isKept)
    if isKept { frames.append(Frame(kind: kind)) }
  }

  mutating func leave() {
    flush()
    guard open.popLast() == true, let frame = frames.popLast() else { return }
    switch frame.kind {
    case .strong: append(.strong(frame.inlines))
    case .emphasis: append(.emphasis(frame.inlines))
    case .strike: append(.strike(frame.inlines))
    case .code: append(.code(frame.inlines.plainText))
    case .link(let address, let title):
      append(.link(frame.inlines, to: address))
      addTitle(title)
    case .image(let source, let title):
      append(.image(alt: frame.inlines.plainText, source: source))
      addTitle(title)
    case .passage: break
    }
  }

  mutating func add(_ text: String) { pending += text }

  /// Adds a link's title as text: what a browser shows under the pointer must be seen here too.
  private mutating func addTitle(_ title: String) {
    if !title.isEmpty { add(" \u{201C}\(title)\u{201D}") }
  }

  mutating func append(_ inline: Inline) {
    flush()
    if frames.isEmpty {
      inlines.append(inline)
    } else {
      frames[frames.count - 1].inlines.append(inline)
    }
  }

  /// Gives the runs and begins anew.
  mutating func finish() -> [Inline] {
    while !open.isEmpty { leave() }
    flush()
    defer { inlines = [] }
    return inlines
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    let text = pending
    pending = ""
    append(.text(text))
  }
}
