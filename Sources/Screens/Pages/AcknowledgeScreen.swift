package import Guidelines
package import Items
package import Terminal

/// A new version of the handbook: what changed, rule by rule, and one key that says it was read.
package struct AcknowledgeScreen: Commanded {
  private let workplace: Workplace
  private var page: Page
  private let handbook: Hash
  /// The handbook under which judgments were made that may now be wrong; nil for none.
  private let outdated: Hash?
  private let next: any Screen
  private var notice: String?
  private var queues = false
  private var sequence = KeySequence()

  /// Creates the page, which `next` follows.
  ///
  /// Judgments made under `oldHash` may be queued again where there are any, `judgedBefore`, and
  /// the lead marked rules as changed in `meaning`. Somebody's first handbook has no `old` one.
  package init(
    _ workplace: Workplace, handbook: Handbook, hash: Hash, old: Handbook?, oldHash: Hash? = nil,
    meaning: [String], judgedBefore: Int, next: any Screen
  ) {
    self.workplace = workplace
    self.handbook = hash
    self.next = next
    let asks = !meaning.isEmpty && judgedBefore > 0
    outdated = asks ? oldHash : nil
    let label = workplace.handbookLabel
    let offers = outdated != nil
    page = Page(title: old == nil ? "Guidelines \(label)" : "The guidelines changed: \(label)") {
      columns, widths in
      func paragraph(_ text: String, _ style: Style) -> [Line] {
        wrap(Line(text, style), columns: columns, widths: widths)
      }
      guard let old else {
        return paragraph("Please read the guidelines once. They stay beside the items.", .muted)
          + [.empty] + HandbookLines(handbook, columns: columns, widths: widths).lines
      }
      let changes = HandbookDifference.between(old, handbook)
      var lines = paragraph(Self.about(changes.count), .body)
      if asks {
        let number =
          judgedBefore == 1 ? "1 of yours was" : "\(judgedBefore) of yours were"
        lines += paragraph(
          "\(number) judged under the old text\(offers ? ": y queues them, l leaves them for later." : ".")",
          .warning)
      }
      for change in changes {
        lines.append(.empty)
        lines += RuleChangeLines.lines(change, columns: columns, widths: widths)
        if meaning.contains(change.id) {
          lines += paragraph("The meaning changed, not only the wording.", .warning)
        }
      }
      return lines
    }
  }

  private static func about(_ changes: Int) -> String {
    switch changes {
    case 0: "No rule changed its text."
    case 1: "One rule changed. Please read it."
    default: "\(changes) rules changed. Please read them."
    }
  }

  package var contexts: [String] { ["reading"] }

  package mutating func update(_ event: Event) -> [ScreenAction] {
    switch event {
    case .resized(let viewport, _): page.resize(viewport)
    case .key(let key, _): return pressed(key)
    case .paste(let text, _): page.paste(text)
    case .reply(.acknowledged, _):
      if queues, let outdated { return [.effect(.queueAgain(handbook: outdated))] }
      return [.show(next)]
    case .reply(.queued, _) where queues:
      queues = false
      return [.show(next)]
    case .reply(.failed(let why), _): notice = why
    default: break
    }
    return []
  }

  private mutating func pressed(_ key: Key) -> [ScreenAction] {
    notice = nil
    if page.isTyping {
      page.type(key)
      return []
    }
    if outdated != nil, key.typed == "y" || key.typed == "l" {
      queues = key.typed == "y"
      return [.effect(.acknowledge(handbook: handbook))]
    }
    guard case .command(let name) = sequence.match(key, in: workplace.keymap, contexts: contexts)
    else {
      return []
    }
    return perform(name)
  }

  package mutating func carryOut(_ request: ScreenRequest) -> [ScreenAction] {
    guard case .perform(let name, _) = request else { return [] }
    return perform(name)
  }

  private mutating func perform(_ name: String) -> [ScreenAction] {
    if page.perform(name) { return [] }
    switch name {
    case "open":
      guard outdated == nil else {
        notice = "Press y to queue what was judged under the old text, or l to leave it for later."
        return []
      }
      return [.effect(.acknowledge(handbook: handbook))]
    case "help": return [.show(PageScreen.help(workplace, contexts: contexts))]
    case "palette": return [.show(PaletteScreen(workplace.keymap, contexts: contexts))]
    case "redraw": return [.effect(.redraw)]
    case "suspend": return [.effect(.suspend)]
    case "cancel", "quit": return [.effect(.quit)]
    default: return []
    }
  }

  package func view(in viewport: Viewport) -> Frame {
    var way = Line()
    if outdated != nil {
      way = Line([
        Span("y", Style.key.bolded), Span(" read, queue them   ", .accent),
        Span("l", Style.key.bolded), Span(" read, later", .accent),
      ])
    } else {
      let key = workplace.keymap.keys(for: "open", in: "reading").first ?? []
      way = Line([
        Span(key.map(\.name).joined(separator: " "), Style.key.bolded),
        Span(" I have read this", .accent),
      ])
    }
    return page.view(
      in: viewport, keymap: workplace.keymap,
      commands: ["find", "top", "bottom", "page-down", "cancel"], way: way, notice: notice,
      hints: ["cancel": "leave"])
  }
}
