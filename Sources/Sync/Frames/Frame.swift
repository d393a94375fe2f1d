import Items
import Judgments

/// One message between two ends of a remote: its length, and CBOR `[type, …]`.
///
/// The types and their order are fixed in `Documentation/sync.md`, section Remote programs.
enum Frame: Hashable, Sendable {
  case hello(Greeting)
  /// Asks for everything that is there, by name.
  case probe
  /// Some of what is there; the last one says that there is no more.
  case have(Holdings, isLast: Bool)
  /// Asks for a file.
  case want(RemoteFile)
  /// A piece of a file; nil bytes where there is none.
  case data(RemoteFile, [UInt8]?, isLast: Bool)
  /// The file is on the disk.
  case acknowledged(RemoteFile)
  /// Why the session ends, as full sentences.
  case problem(Problem, String)
  case bye
  /// Asks for the digest of everything that there is, by name.
  case askDigest
  case digest(Hash)
  /// Asks for the beginning of a file: as much as tells for whom it is sealed.
  case peek(RemoteFile)
  /// Of a type that this version need not know.
  case ignorable

  /// What sort of problem ends a session.
  enum Problem: UInt64, Sendable {
    case refused = 1
    case otherProject = 2
    case full = 3
    case failed = 4
  }

  static let version: UInt64 = 1
  /// What either end says first, so that a chatty shell is found out.
  static let greeting = Array("NGLOSS1\n".utf8)
  /// The most bytes of a frame behind its length.
  static let sizeLimit = 1 << 20
  /// The most bytes of a file in one frame.
  static let pieceLimit = 1 << 19
  /// The most chains or contents in one frame.
  static let listLimit = 2000
  static let limits = CBORLimits(size: sizeLimit, depth: 6)
  /// The most questions, or files, that may be on their way without an answer.
  static let window = 32
}

/// What an end says of itself first.
struct Greeting: Hashable, Sendable {
  var versions: [UInt64] = [Frame.version]
  var program: String
  /// The project, where it knows one.
  var project: ProjectID?
  /// The most questions or files without an answer that it takes.
  var window = Frame.window
}

/// What is at a remote, by name.
struct Holdings: Hashable, Sendable {
  var chains: [Held] = []
  var contents: [Content] = []
  var scopes: [Scope] = []
  /// The devices that ask to join.
  var requests: [DeviceID] = []

  struct Held: Hashable {
    var scope: Scope
    var listing: ChainListing
  }

  struct Content: Hashable {
    var scope: Scope
    var name: Hash
  }
}

/// Why bytes are no frame.
struct FrameFault: Error, Hashable {
  var why: String
}
