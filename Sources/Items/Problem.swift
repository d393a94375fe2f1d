/// A mistake in what was given, told in full sentences.
///
/// Text that comes from data is put into the sentences through ``Quoted`` only.
package struct Problem: Error, Hashable, Sendable {
  /// Where, when the mistake stands in a file.
  package var place: Place?
  /// What happened.
  package var what: String
  /// Why that is a mistake; empty when `what` says it.
  package var why: String
  /// What to do about it; empty when nothing can be proposed.
  package var remedy: String

  package init(place: Place? = nil, what: String, why: String = "", remedy: String = "") {
    self.place = place
    self.what = what
    self.why = why
    self.remedy = remedy
  }

  /// The sentences on one line, behind `file:line:column:` where there is a place.
  package var message: String {
    let sentences = [what, why, remedy].filter { !$0.isEmpty }.joined(separator: " ")
    guard let place else { return sentences }
    return "\(place): \(sentences)"
  }
}

extension Problem: CustomStringConvertible {
  package var description: String { message }
}
