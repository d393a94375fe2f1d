import Terminal

/// Why a command did not do what was asked: what happened and why, and what to do about it.
struct Refusal: Error, CustomStringConvertible {
  let what: String
  let remedy: String

  init(_ what: String, remedy: String) {
    self.what = what
    self.remedy = remedy
  }

  var description: String { remedy.isEmpty ? what : "\(what) \(remedy)" }
}
