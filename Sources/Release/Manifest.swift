package import Items

/// A list of files with their sizes and SHA-256, by which anybody can tell that they are whole.
///
/// Outside it is canonical JSON, so that the same files give the same bytes:
/// `{"files":[{"name":"store.gloss","sha256":"…","size":123}],"format":"gloss-manifest-1"}`.
package struct Manifest: Hashable, Sendable {
  /// One file: where it stands, how long it is, what it holds.
  package struct Entry: Hashable, Sendable {
    /// The path from the manifest's folder, with `/` between its parts.
    package var name: String
    /// In bytes.
    package var size: UInt64
    package var sha256: Hash

    package init(name: String, size: UInt64, sha256: Hash) {
      self.name = name
      self.size = size
      self.sha256 = sha256
    }

    /// The entry of a file whose bytes are at hand.
    package init(name: String, contents: [UInt8]) {
      self.init(name: name, size: UInt64(contents.count), sha256: .sha256(contents))
    }

    // Written out because `==` of String also accepts equivalent spellings.
    package static func == (left: Entry, right: Entry) -> Bool {
      left.name.hasSameBytes(as: right.name) && left.size == right.size
        && left.sha256 == right.sha256
    }
  }

  /// The name of this form of manifests.
  package static let format = "gloss-manifest-1"

  /// Sorted by the bytes of their names.
  package let entries: [Entry]

  /// Takes files in any order; every name stands once and leads to no other folder.
  package init(_ entries: some Sequence<Entry>) throws(Problem) {
    let sorted = entries.sorted { $0.name.precedesByBytes($1.name) }
    for (index, entry) in sorted.enumerated() {
      if let fault = Self.fault(ofName: entry.name) {
        throw Problem(
          what: "The name \(Quoted(entry.name)) cannot stand in a manifest.", why: fault,
          remedy: "Give the file another name.")
      }
      if index > 0, sorted[index - 1].name.hasSameBytes(as: entry.name) {
        throw Problem(what: "The file \(Quoted(entry.name)) stands in the manifest twice.")
      }
    }
    self.entries = sorted
  }

  /// Canonical JSON and a line's end.
  package var json: [UInt8] {
    let files = entries.map { entry in
      JSON.object([
        JSONMember("name", .string(entry.name)),
        JSONMember("sha256", .string(entry.sha256.hex)),
        JSONMember("size", .number(String(entry.size))),
      ])
    }
    let whole = JSON.object([
      JSONMember("files", .array(files)), JSONMember("format", .string(Self.format)),
    ])
    return whole.canonicalBytes + [0x0A]
  }

  /// Why a name may not be followed to a file, or nil when it may.
  ///
  /// Manifests come from elsewhere, so none may lead out of its own folder.
  static func fault(ofName name: String) -> String? {
    if name.isEmpty { return "It is empty." }
    if name.utf8.count > 1024 { return "It is longer than 1024 bytes." }
    if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F || $0 == "\\" }) {
      return "It holds a backslash or a control character."
    }
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if parts.contains(where: { $0.isEmpty || $0.elementsEqual(".".utf8) }) {
      return "One of its parts is empty or a single dot."
    }
    if parts.contains(where: { $0.elementsEqual("..".utf8) }) { return "It leads upwards." }
    return nil
  }
}
