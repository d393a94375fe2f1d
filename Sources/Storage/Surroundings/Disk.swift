/// The small files beside a store: keys, guard records, ballast, notes of who has it open.
package protocol Disk: Sendable {
  /// A file's bytes; nil when there is no such file.
  func read(_ path: String) throws -> [UInt8]?
  /// Writes a file that only its owner may read (mode 0600).
  func write(_ bytes: [UInt8], to path: String, manner: WriteManner) throws
  /// Removes a file; one that is not there is no failure.
  func remove(_ path: String) throws
  /// Makes a folder and those above it, for their owner only (mode 0700).
  func makeFolder(_ path: String) throws
  /// Makes a file of a length whose room on the disk is taken at once.
  func reserve(_ count: Int, at path: String) throws
}

/// How a file is written.
package enum WriteManner: Sendable {
  /// In place with one write and no sync: for a record that may be old after a power cut.
  case quickly
  /// Under another name, synced, then renamed: whole or not there, and lasting.
  case durably
  /// As `durably`, but refused when the file exists.
  case durablyAndNew
}

/// What a store must know about where it lies.
package protocol Places: Sendable {
  /// A path from the root without links, as far as it exists.
  func absolute(_ path: String) -> String
  /// What is at a path; nil when nothing is.
  func look(at path: String) -> FileFacts?
  /// The file system that a path, or the folder it would be in, lies on.
  func volume(of path: String) -> Volume
  /// Takes the exclusive lock of a file without waiting; the file is made when it is missing.
  func lock(_ path: String) throws -> LockOutcome
}

/// What a file system says about a file.
package struct FileFacts: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  package var size: Int64
  /// Whether this process may write to it.
  package var isWritable: Bool

  package init(device: UInt64, inode: UInt64, size: Int64, isWritable: Bool) {
    self.device = device
    self.inode = inode
    self.size = size
    self.isWritable = isWritable
  }
}

/// A file system.
package struct Volume: Hashable, Sendable {
  package enum Kind: Sendable {
    case local
    case memory
    case network
    /// Served by a program (FUSE), whose promises are unknown.
    case program
    case unknown
  }

  package var kind: Kind
  /// Its name as the system prints it, such as `ext4` or `nfs4`.
  package var name: String

  package init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
  }
}

/// A lock that is held until it is released or the process ends.
package protocol HeldLock: Sendable {
  func release()
}

/// What became of the attempt to take a lock.
package enum LockOutcome: Sendable {
  case held(any HeldLock)
  /// Somebody else has it: the process's id where the system knows it.
  case taken(process: Int32?)
}
