package import Items
package import Judgments

/// A folder as a remote: a stick, a network disk, a folder that other programs synchronise.
///
/// Files are written once, each directory by one owner; there are no locks, no dates and no file
/// that points to another, so partial copies and late news do no harm.
package struct FolderRemote: Remote {
  package let name: String
  private let disk: any RemoteDisk

  package init(name: String, disk: any RemoteDisk) {
    self.name = name
    self.disk = disk
  }

  package func scopes() throws(RemoteFault) -> [Scope] {
    guard let names = try disk.names(in: "") else { throw .missing(name) }
    var scopes: [Scope] = []
    for scope in [Scope.pub, .rev] where names.contains(scope.text) { scopes.append(scope) }
    for kind in ["to", "from"] where names.contains(kind) {
      for person in (try disk.names(in: kind) ?? []).sorted() {
        if let scope = Scope(text: "\(kind)/\(person)") { scopes.append(scope) }
      }
    }
    return scopes
  }

  package func chains(in scope: Scope) throws(RemoteFault) -> [ChainListing] {
    var found: [ChainListing] = []
    for name in (try disk.names(in: scope.text) ?? []).sorted() {
      guard let chain = ChainID(hex: name), chain.hex == name else { continue }
      found.append(try listing(of: chain, in: scope))
    }
    return found
  }

  /// The files of one chain.
  func listing(
    of chain: ChainID, in scope: Scope
  ) throws(RemoteFault) -> ChainListing {
    var listing = ChainListing(chain: chain)
    for name in try disk.names(in: RemoteFile.folder(of: chain, in: scope)) ?? [] {
      if let segment = SegmentName(name) {
        listing.segments.append(segment)
      } else if let head = HeadName(name) {
        listing.heads.append(head)
      } else if name.hasPrefix(Self.interim) {
        listing.leftovers.append(name)
      } else if Self.mayBeCopy(name) {
        listing.copies.append(name)
      }
    }
    listing.segments.sort()
    listing.heads.sort()
    listing.copies.sort()
    return listing
  }

  package func blobs(of scope: Scope) throws(RemoteFault) -> Set<Hash> {
    let root = RemoteFile.blobs(of: scope)
    var found: Set<Hash> = []
    for part in try disk.names(in: root) ?? [] where part.utf8.count == 2 {
      for name in try disk.names(in: "\(root)/\(part)") ?? [] {
        guard name.hasSuffix(RemoteFile.blobSuffix),
          let hash = Hash(hex: String(name.dropLast(RemoteFile.blobSuffix.count))),
          RemoteFile.blob(scope, hash).name == name, name.hasPrefix(part)
        else { continue }
        found.insert(hash)
      }
    }
    return found
  }

  package func joinRequests() throws(RemoteFault) -> [DeviceID] {
    try (disk.names(in: RemoteFile.requests) ?? []).compactMap { name in
      guard name.hasSuffix(RemoteFile.requestSuffix),
        let device = DeviceID(hex: String(name.dropLast(RemoteFile.requestSuffix.count))),
        RemoteFile.joinRequest(device).name == name
      else { return nil }
      return device
    }.sorted()
  }

  package func read(_ file: RemoteFile) throws(RemoteFault) -> [UInt8]? {
    guard !file.name.contains("/") else { return nil }
    return try disk.read(file.path, atMost: file.sizeLimit + 1)
  }

  package func beginnings(
    of files: [RemoteFile], _ count: Int
  ) throws(RemoteFault) -> [[UInt8]?] {
    var found: [[UInt8]?] = []
    for file in files {
      found.append(
        file.name.contains("/") ? nil : try disk.read(file.path, atMost: count))
    }
    return found
  }

  /// A disk has everything at hand.
  package func expect(_ files: [RemoteFile]) throws(RemoteFault) {}

  /// Every file is on the disk before the next is written.
  package func finish() throws(RemoteFault) {}

  /// Whoever copies the folder may have cut a file short.
  package var isProving: Bool { false }

  /// Copies that other programs have made are in no digest, so a folder is always listed.
  package func digest() throws(RemoteFault) -> Hash? { nil }

  package func listing() throws(RemoteFault) -> Hash? { nil }

  @discardableResult
  package func write(
    _ bytes: [UInt8], as file: RemoteFile, replacing: Bool
  ) throws(RemoteFault) -> Bool {
    try disk.makeFolder(file.folder)
    let interim =
      (file.folder.isEmpty ? "" : file.folder + "/") + Self.interim + disk.freshName()
    do throws(RemoteFault) {
      try disk.create(interim, bytes)
      // Some sticks take what they cannot keep: what counts is what can be read again.
      guard try disk.read(interim, atMost: bytes.count + 1) == bytes else {
        throw .failed(name, "what was written reads back differently; the disk may be failing")
      }
      if try !disk.rename(interim, to: file.path) {
        if replacing {
          try disk.replace(file.path, with: interim)
        } else {
          try disk.remove(interim)
        }
      }
    } catch {
      // What went wrong first is the one to tell.
      try? disk.remove(interim)
      throw error
    }
    disk.settle(file.folder)
    return true
  }

  package func tidy(
    _ chain: ChainListing, in scope: Scope, heads: [HeadName]
  ) throws(RemoteFault) {
    for head in heads { try disk.remove(RemoteFile.head(scope, chain.chain, head).path) }
    let folder = RemoteFile.folder(of: chain.chain, in: scope)
    for name in chain.leftovers where !name.contains("/") {
      try disk.remove("\(folder)/\(name)")
    }
  }

  /// Whether another program may have made a file of a segment; its content decides it.
  ///
  /// Each program has its own way of naming conflict copies, some of them behind the ending.
  private static func mayBeCopy(_ name: String) -> Bool {
    // What is hidden is a program's own, or a network disk's `.nfs…`.
    name.contains(SegmentName.suffix) && !name.hasPrefix("~") && !name.hasPrefix(".")
  }

  package func remove(
    _ segments: [SegmentName], of chain: ChainID, in scope: Scope
  ) throws(RemoteFault) {
    for name in segments { try disk.remove(RemoteFile.segment(scope, chain, name).path) }
    disk.settle(RemoteFile.folder(of: chain, in: scope))
  }

  /// What interim files begin with.
  static let interim = ".tmp-"
}
