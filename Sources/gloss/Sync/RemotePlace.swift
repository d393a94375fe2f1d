import Storage
import Sync

/// Finds the remote that a name stands for.
enum RemotePlace {
  /// The name under which a remote is remembered: a folder by its path from the root, so that it
  /// is found from anywhere.
  static func named(_ name: String) throws -> String {
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw Refusal("A remote has a name.", remedy: "Name a folder.")
    }
    try refuseAddress(name)
    return SystemPlaces().absolute(name)
  }

  static func folder(_ place: String) throws -> FolderRemote {
    try refuseAddress(place)
    return FolderRemote(name: place, disk: SystemRemoteDisk(root: place))
  }

  /// An address of another kind must not become a folder of that name.
  private static func refuseAddress(_ name: String) throws {
    guard let scheme = name.firstRange(of: "://") else { return }
    throw Refusal(
      "This gloss exchanges over folders, and not by \(name[..<scheme.lowerBound])://.",
      remedy: "Name a folder, or exchange store files with gloss merge.")
  }
}
