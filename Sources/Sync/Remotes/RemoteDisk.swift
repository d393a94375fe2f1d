/// The files of a folder remote, behind a protocol so that tests can let every step fail.
///
/// Paths are relative to the remote's root and made of `RemoteFile`s and listed names alone.
/// Links are never followed below the root.
package protocol RemoteDisk {
  /// The names in a folder, at most `Listing.limit`; nil where there is no folder.
  func names(in folder: String) throws(RemoteFault) -> [String]?
  /// A plain file's bytes; nil where there is none. One longer than `limit` gives its beginning.
  func read(_ path: String, atMost limit: Int) throws(RemoteFault) -> [UInt8]?
  /// Makes a folder and those above it.
  func makeFolder(_ path: String) throws(RemoteFault)
  /// Makes a file that was not there, writes it and brings it to the disk.
  func create(_ path: String, _ bytes: [UInt8]) throws(RemoteFault)
  /// Gives a file its name; false, and nothing changed, where the name is taken.
  func rename(_ path: String, to name: String) throws(RemoteFault) -> Bool
  /// Gives a file the name of another, which is gone then.
  func replace(_ path: String, with interim: String) throws(RemoteFault)
  /// Removes a file; one that is gone is no failure.
  func remove(_ path: String) throws(RemoteFault)
  /// Brings the names of a folder to the disk, as far as it can.
  func settle(_ folder: String)
  /// A name that no other process makes.
  func freshName() -> String
}

/// Bounds of what is read of a folder.
package enum Listing {
  /// The most names of one folder.
  package static let limit = 200_000
  /// The most files of one chain that are read for their content's sake.
  static let copies = 1000
  /// The most join requests that are looked at.
  static let requests = 1000
}
