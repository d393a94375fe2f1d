package import Items
package import Judgments

/// A file of a remote, by what it is; only from these are paths made.
package enum RemoteFile: Hashable, Sendable {
  /// Which project the remote belongs to.
  case project
  case segment(Scope, ChainID, SegmentName)
  case head(Scope, ChainID, HeadName)
  /// What another program has put beside the segments; its content decides what it is.
  case copy(Scope, ChainID, String)
  /// A large content.
  case blob(Scope, Hash)
  /// What a new device asks of a lead.
  case joinRequest(DeviceID)

  /// The most bytes that a reader takes of such a file.
  package var sizeLimit: Int {
    switch self {
    case .project: 1 << 17
    case .segment, .copy: Segment.sizeLimit
    case .head: HeadFile.sizeLimit
    case .joinRequest: JoinRequest.sizeLimit
    // A content of 256 MiB and what a sealed one has besides.
    case .blob: (1 << 28) + (1 << 17)
    }
  }

  /// The folder below the remote's root, without a slash at either end; empty for the root.
  package var folder: String {
    switch self {
    case .project: ""
    case .joinRequest: Self.requests
    case .segment(let scope, let chain, _), .head(let scope, let chain, _),
      .copy(let scope, let chain, _):
      Self.folder(of: chain, in: scope)
    case .blob(let scope, let hash): "\(Self.blobs(of: scope))/\(hash.hex.prefix(2))"
    }
  }

  package var name: String {
    switch self {
    case .project: "PROJECT.cbor"
    case .segment(_, _, let name): name.text
    case .head(_, _, let name): name.text
    case .copy(_, _, let name): name
    case .blob(_, let hash): hash.hex + Self.blobSuffix
    case .joinRequest(let device): device.hex + Self.requestSuffix
    }
  }

  package var path: String { folder.isEmpty ? name : "\(folder)/\(name)" }

  static let blobSuffix = ".nblob"
  static let requestSuffix = ".njoin"
  /// The folder of join requests.
  static let requests = "join"

  static func folder(of chain: ChainID, in scope: Scope) -> String { "\(scope.text)/\(chain.hex)" }

  /// Contents lie with the scope that may hold them; what everybody may read, at the root.
  static func blobs(of scope: Scope) -> String {
    scope == .pub ? "blob" : "\(scope.text)/blob"
  }
}

/// What a remote has of one chain, by its files' names.
package struct ChainListing: Hashable, Sendable {
  package var chain: ChainID
  package var segments: [SegmentName] = []
  package var heads: [HeadName] = []
  /// Files that other programs have made of segments, such as conflict copies.
  package var copies: [String] = []
  /// Interim files that a crash has left.
  package var leftovers: [String] = []

  package init(chain: ChainID) {
    self.chain = chain
  }
}

/// A place where stores meet, by what can be done there.
///
/// What is there is asked every time: nothing about a remote is ever remembered.
package protocol Remote {
  /// The remote as its user wrote it.
  var name: String { get }
  /// The scopes of which there may be something.
  func scopes() throws(RemoteFault) -> [Scope]
  /// The chains of a scope with their files.
  func chains(in scope: Scope) throws(RemoteFault) -> [ChainListing]
  /// The large contents of a scope.
  func blobs(of scope: Scope) throws(RemoteFault) -> Set<Hash>
  /// The devices that ask to join.
  func joinRequests() throws(RemoteFault) -> [DeviceID]
  /// A file's bytes; nil where there is none (any more).
  func read(_ file: RemoteFile) throws(RemoteFault) -> [UInt8]?
  /// So many bytes of the beginning of each file, or all that it has.
  func beginnings(of files: [RemoteFile], _ count: Int) throws(RemoteFault) -> [[UInt8]?]
  /// Says which files are read next, so that the first of them can be on their way.
  func expect(_ files: [RemoteFile]) throws(RemoteFault)
  /// Writes a file that is whole or not there. One that is there already stays as it is, but for
  /// a damaged one that its owner replaces.
  ///
  /// Returns whether it is on the disk already; if not, it is once `finish` returns.
  @discardableResult
  func write(_ bytes: [UInt8], as file: RemoteFile, replacing: Bool) throws(RemoteFault) -> Bool
  /// Waits until everything that was written is on the disk.
  func finish() throws(RemoteFault)
  /// Removes heads of an own chain that newer ones follow, and own interim files.
  func tidy(_ chain: ChainListing, in scope: Scope, heads: [HeadName]) throws(RemoteFault)
  /// Removes own segments for which another stands.
  func remove(_ segments: [SegmentName], of chain: ChainID, in scope: Scope) throws(RemoteFault)
  /// Whether every file was checked before it was kept, so that its name is proof enough.
  var isProving: Bool { get }
  /// The digest of all that is there by name, without listing it; nil where it has to be listed.
  func digest() throws(RemoteFault) -> Hash?
  /// The digest of what was listed; nil where there is none.
  func listing() throws(RemoteFault) -> Hash?
}

/// Why a remote could not be used.
package enum RemoteFault: Error, Hashable, Sendable {
  /// Nothing is at the remote's place.
  case missing(String)
  case otherProject(String)
  /// The bytes that are wanting.
  case full(String, missing: Int)
  case denied(String)
  case failed(String, String)
  /// What the far end says itself, as full sentences.
  case told(String)

  /// The whole message, as full sentences.
  package var message: String {
    switch self {
    case .missing(let place):
      "There is no folder at \(place). Nothing was exchanged. Check that the disk is mounted and "
        + "the path is right, or make the folder first."
    case .otherProject(let place):
      "\(place) belongs to another project. Nothing was exchanged. Use a folder of its own for "
        + "each project."
    case .full(let place, let missing):
      "\(place) is full: \(missing) bytes are missing. What was there before is untouched. Free "
        + "some room there and sync again."
    case .denied(let place):
      "\(place) may not be written by you. What it holds was received. Ask whoever keeps the "
        + "remote for the right to write there."
    case .told(let text): text
    case .failed(let place, let why):
      "\(place) could not be used: \(why). Sync again; what was exchanged before stays."
    }
  }
}
