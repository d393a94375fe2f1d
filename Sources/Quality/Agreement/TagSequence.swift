/// Spans from BIO tags, as seqeval's default reads them.
package enum TagSequence {
  /// Returns the spans of a sequence of tags `B-X`, `I-X` and `O`; offsets count tokens.
  ///
  /// An `I-` without its `B-`, or of another label than the span before it, opens a span.
  package static func spans(_ tags: [String]) -> [LabelledSpan] {
    var spans: [LabelledSpan] = []
    var open: (start: Int, label: String)?
    for (place, tag) in tags.enumerated() {
      let begins = tag.hasPrefix("B-")
      let inside = tag.hasPrefix("I-")
      let label = begins || inside ? String(tag.dropFirst(2)) : nil
      if let current = open, label != current.label || begins {
        spans.append(LabelledSpan(start: current.start, end: place, label: current.label))
        open = nil
      }
      if let label, open == nil { open = (place, label) }
    }
    if let current = open {
      spans.append(LabelledSpan(start: current.start, end: tags.count, label: current.label))
    }
    return spans
  }
}
