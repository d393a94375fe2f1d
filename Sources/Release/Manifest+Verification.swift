import Items

extension Manifest {
  /// Compares the files that were found with those that are listed.
  ///
  /// Returns one sentence a problem, in the order of names; none means that every listed file is
  /// here and whole. `isComplete` also reports files that the manifest does not list.
  package func problems(
    with found: some Sequence<Entry>, isComplete: Bool = false
  ) -> [String] {
    var here: [[UInt8]: Entry] = [:]
    for entry in found { here[Array(entry.name.utf8)] = entry }
    var problems: [(name: String, sentence: String)] = []
    for entry in entries {
      let name = Quoted(entry.name)
      guard let file = here.removeValue(forKey: Array(entry.name.utf8)) else {
        problems.append((entry.name, "The file \(name) is missing."))
        continue
      }
      if file.size != entry.size {
        problems.append(
          (
            entry.name,
            "The file \(name) has \(file.size) bytes, and the manifest says \(entry.size)."
          ))
      } else if file.sha256 != entry.sha256 {
        problems.append(
          (
            entry.name,
            "The file \(name) was changed: its SHA-256 is \(file.sha256.hex), and the manifest "
              + "says \(entry.sha256.hex)."
          ))
      }
    }
    if isComplete {
      for entry in here.values {
        problems.append(
          (entry.name, "The file \(Quoted(entry.name)) does not stand in the manifest."))
      }
    }
    return problems.sorted { $0.name.precedesByBytes($1.name) }.map(\.sentence)
  }

  /// Compares files whose bytes are at hand; see ``problems(with:isComplete:)``.
  package func problems(
    withContents found: some Sequence<(name: String, contents: [UInt8])>, isComplete: Bool = false
  ) -> [String] {
    problems(
      with: found.map { Entry(name: $0.name, contents: $0.contents) }, isComplete: isComplete)
  }
}
