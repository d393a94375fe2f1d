import Markdown
import Terminal

/// The runs of a paragraph as styled lines, a new one after each hard break.
struct InlineLines {
  private(set) var lines = [Line()]
  /// Whether a line of the source is a line here too.
  private let keepsLines: Bool

  init(_ inlines: [Inline], style: Style = .body, keepsLines: Bool = false) {
    self.keepsLines = keepsLines
    add(inlines, style)
  }

  private mutating func add(_ inlines: [Inline], _ style: Style) {
    for inline in inlines {
      switch inline {
      case .text(let text): add(text, style)
      case .strong(let inner): add(inner, style.bolded)
      case .emphasis(let inner): add(inner, style.italicised)
      case .strike(let inner):
        // No attribute of a terminal strikes out, so the marks stay.
        add("~~", style.role(.muted))
        add(inner, style)
        add("~~", style.role(.muted))
      case .code(let text): add("`\(text)`", style.role(.code))
      case .link(let inner, let target): addLink(inner, to: target, style)
      case .image(let alt, let source):
        add("[image", style.role(.muted))
        if !alt.isEmpty { add(": \(alt)", style) }
        add(source.isEmpty ? "]" : "] (\(source))", style.role(.muted))
      case .softBreak where keepsLines: lines.append(Line())
      case .softBreak: add(" ", style)
      case .hardBreak: lines.append(Line())
      }
    }
  }

  private mutating func addLink(_ inner: [Inline], to target: String, _ style: Style) {
    let text = inner.plainText
    if text.isEmpty {
      add(target, style.role(.link).underlined)
      return
    }
    add(inner, style.role(.link).underlined)
    if target.isEmpty || target == text || target == "mailto:" + text { return }
    add(" (\(target))", .muted)
  }

  private mutating func add(_ text: String, _ style: Style) {
    let hasBreaks = text.utf8.contains { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    guard hasBreaks else {
      lines[lines.count - 1].append(text, style)
      return
    }
    for (index, part) in DisplayText.lines(of: text).enumerated() {
      if index > 0 { lines.append(Line()) }
      lines[lines.count - 1].append(part, style)
    }
  }
}
