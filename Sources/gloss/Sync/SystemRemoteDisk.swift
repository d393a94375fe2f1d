import CSystem
import Sync

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder of the machine's disks as a remote's files.
struct SystemRemoteDisk: RemoteDisk {
  /// The folder as the user wrote it.
  let root: String

  func names(in folder: String) throws(RemoteFault) -> [String]? {
    // A network disk may have the folder under another handle by now, and then lists it again.
    for _ in 0..<Self.attempts {
      if case .some(let found) = try list(folder) { return found }
    }
    return nil
  }

  /// How often what a network disk calls stale is opened anew.
  private static let attempts = 3

  /// One attempt at a folder's names; nil where the folder was stale, nil in it where there is none.
  private func list(_ folder: String) throws(RemoteFault) -> [String]?? {
    guard let path = plainPath(folder) else { return .some(nil) }
    guard let opened = opendir(path) else {
      if errno == ESTALE { return nil }
      return .some(try nothing(folder))
    }
    defer { closedir(opened) }
    var names: [String] = []
    while names.count < Listing.limit {
      errno = 0
      guard let entry = readdir(opened) else {
        if errno == ESTALE { return nil }
        // Else names that could not be read would look like files that are missing.
        if errno != 0 { throw fault(errno, folder) }
        break
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        String(validating: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      // A name that is no text is none of ours.
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return .some(names)
  }

  func read(_ path: String, atMost limit: Int) throws(RemoteFault) -> [UInt8]? {
    for _ in 0..<Self.attempts {
      if case .some(let found) = try readOnce(path, atMost: limit) { return found }
    }
    // Still stale: as if it had not been listed.
    return nil
  }

  /// One attempt at a file; nil where it was stale, nil in it where there is none.
  private func readOnce(_ path: String, atMost limit: Int) throws(RemoteFault) -> [UInt8]?? {
    guard plainPath(SystemDisk.folder(of: path), orRootAs: ".") != nil else { return .some(nil) }
    // A link could lead anywhere, and a pipe would keep the reader waiting for ever.
    let file = retrying { Int(open(full(path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) }
    guard file >= 0 else {
      if errno == ESTALE { return nil }
      // Gone since it was listed: as if it had never been there.
      if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return .some(nil) }
      throw fault(errno, path)
    }
    defer { close(Int32(file)) }
    var facts = stat()
    guard fstat(Int32(file), &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      return .some(nil)
    }
    let count = min(limit, Int(facts.st_size))
    var done = 0
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
      while done < count {
        let part = retrying {
          pread(Int32(file), buffer.baseAddress?.advanced(by: done), count - done, off_t(done))
        }
        if part < 0 { failure = errno }
        if part <= 0 { break }
        done += part
      }
      filled = done
    }
    if failure == ESTALE { return nil }
    guard failure == 0 else { throw fault(failure, path) }
    return .some(bytes)
  }

  func makeFolder(_ path: String) throws(RemoteFault) {
    var made = ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty ? "" : "/") + part
      // Who may read it is decided by the user's mask and by whoever made the folder above.
      if mkdir(full(made), 0o777) == 0 {
        // A file in it is on the disk only once its folder is.
        settle(SystemDisk.folder(of: made) == "." ? "" : SystemDisk.folder(of: made))
      } else if errno != EEXIST {
        throw fault(errno, made)
      }
      // Before going into it: a link could lead anywhere.
      guard plainPath(made) != nil else {
        throw .failed(place(made), "it is a link or a file, and gloss only goes into folders")
      }
    }
  }

  func create(_ path: String, _ bytes: [UInt8]) throws(RemoteFault) {
    let file = retrying {
      Int(open(full(path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666))
    }
    guard file >= 0 else { throw fault(errno, path, wanting: bytes.count) }
    let number = Int32(file)
    do throws(FileError) {
      defer { close(number) }
      try FileDescriptor.write(bytes, to: number)
      let code = cs_sync_data(number)
      // Some network disks cannot sync a file; reading it back is all that is left then.
      if code < 0, code != -EINVAL, code != -ENOTSUP { throw FileError(code: -code) }
    } catch {
      throw fault(error.code, path, wanting: bytes.count)
    }
  }

  func rename(_ path: String, to name: String) throws(RemoteFault) -> Bool {
    let code = cs_rename_new(full(path), full(name))
    if code == -EEXIST { return false }
    if code < 0 {
      // Disks without links (FAT): one owner a folder, so nobody comes in between.
      guard [EPERM, ENOTSUP, EINVAL, ENOSYS, EMLINK].contains(-code) else {
        throw fault(-code, name)
      }
      var facts = stat()
      if lstat(full(name), &facts) == 0 { return false }
      try replace(name, with: path)
    }
    return true
  }

  func replace(_ path: String, with interim: String) throws(RemoteFault) {
    if renameOver(full(interim), full(path)) != 0 { throw fault(errno, path) }
  }

  func remove(_ path: String) throws(RemoteFault) {
    if unlink(full(path)) != 0, errno != ENOENT { throw fault(errno, path) }
  }

  func settle(_ folder: String) {
    // Disks that cannot sync a folder still have the file; a later sync finds what is missing.
    _ = cs_sync_folder(full(folder))
  }

  func freshName() -> String {
    var bytes = [UInt8](repeating: 0, count: 8)
    _ = cs_random(&bytes, bytes.count)
    return bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}

extension SystemRemoteDisk {
  private func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

  private func place(_ path: String) -> String { full(path) }

  /// The whole path of a folder; nil where one on the way below the root is a link or missing.
  private func plainPath(_ folder: String, orRootAs name: String = "") -> String? {
    if folder == name { return root }
    var path = root
    for part in folder.split(separator: "/") {
      path += "/" + part
      var facts = stat()
      guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return nil }
    }
    return path
  }

  private func nothing(_ folder: String) throws(RemoteFault) -> [String]? {
    // Below the root, folders that only others may read are as good as none.
    let expected = [ENOENT, ENOTDIR, ELOOP] + (folder.isEmpty ? [] : [EACCES, EPERM])
    if !expected.contains(errno) { throw fault(errno, folder) }
    return nil
  }

  private func fault(_ code: Int32, _ path: String, wanting count: Int = 0) -> RemoteFault {
    switch code {
    case ENOSPC, EDQUOT:
      .full(root, missing: max(0, count - Int(clamping: cs_free_bytes(root))))
    case EACCES, EPERM, EROFS: .denied(place(path))
    default: .failed(place(path), SystemFault.text(code))
    }
  }
}

/// The system's `rename` under a name that no method hides.
private func renameOver(_ old: String, _ new: String) -> Int32 { rename(old, new) }
