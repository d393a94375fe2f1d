package import Terminal

/// The lines of the texts read last, so that a key that changes no text breaks none anew.
package struct ReadingCache: Sendable {
  private struct Key: Hashable {
    let text: String
    let form: ReadingForm
    let columns: Int
  }

  private let capacity: Int
  private var lines: [Key: [Line]] = [:]
  /// The keys from the one used longest ago to the one used last.
  private var order: [Key] = []

  /// Creates a cache that holds so many texts.
  package init(capacity: Int = 16) { self.capacity = max(1, capacity) }

  /// The number of texts held.
  package var count: Int { order.count }

  /// Returns the lines of a text, broken now or before; the widths must never change.
  package mutating func lines(
    text: String, as form: ReadingForm, columns: Int, widths: Widths
  ) -> [Line] {
    let key = Key(text: text, form: form, columns: columns)
    if let known = lines[key] {
      if order.last != key {
        order.removeAll { $0 == key }
        order.append(key)
      }
      return known
    }
    if order.count == capacity { lines[order.removeFirst()] = nil }
    let fresh = Reading.lines(text: text, as: form, columns: columns, widths: widths)
    lines[key] = fresh
    order.append(key)
    return fresh
  }
}
