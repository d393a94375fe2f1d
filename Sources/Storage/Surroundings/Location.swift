/// Where a store may lie: on a local disk, outside folders that other programs synchronise.
enum Location {
  /// What synchronising programs leave in the folders they watch.
  static let markers = [
    ".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log",
    ".sync_journal.db", ".SyncID", ".tmp.drivedownload", ".tmp.driveupload", ".insync-trash",
  ]

  /// Folder names by which such programs are known.
  static let names = ["Dropbox", "OneDrive", "Google Drive", "GoogleDrive", "Mobile Documents"]

  /// Refuses network disks and synchronised folders.
  static func check(_ path: String, places: any Places) throws {
    let volume = places.volume(of: path)
    switch volume.kind {
    case .network, .program:
      throw StoreFault.networkDisk(path: path, fileSystem: volume.name)
    case .local, .memory, .unknown: break
    }
    if let marker = marker(above: path, places: places) {
      throw StoreFault.syncedFolder(path: path, marker: marker)
    }
  }

  private static func marker(above path: String, places: any Places) -> String? {
    var folder = places.absolute(path)
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      for marker in markers where places.look(at: folder + "/" + marker) != nil {
        return folder + "/" + marker
      }
      let name = folder.split(separator: "/").last.map(String.init) ?? ""
      if names.contains(where: { name == $0 || name.hasPrefix($0 + " ") }) { return folder }
    }
    return nil
  }
}
