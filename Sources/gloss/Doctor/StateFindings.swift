import CSystem
import Foundation
import Storage

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Whether keys can be kept and used.
enum StateFindings {
  static func all() -> [Finding] { of(StoreFile.surroundings.stateFolder) }

  static func of(_ folder: String) -> [Finding] {
    var facts = stat()
    guard stat(folder, &facts) == 0 else {
      return [
        Finding(
          topic: "key folder", grade: .fine, text: "\(folder) is made with the first store")
      ]
    }
    var findings: [Finding] = []
    let isOpen = facts.st_mode & 0o077 != 0
    findings.append(
      Finding(
        topic: "key folder", grade: isOpen ? .doubtful : .fine,
        text: folder + (isOpen ? " can be read by others" : ""),
        remedy: isOpen ? "Run chmod 700 \(folder)." : ""))
    if access(folder, W_OK) != 0 {
      findings.append(
        Finding(
          topic: "key folder", grade: .broken, text: "\(folder) cannot be written to",
          remedy: "Change its owner or its permissions, or set XDG_STATE_HOME."))
    }
    let free = cs_free_bytes(folder)
    if free >= 0, free < 64 << 20 {
      findings.append(
        Finding(
          topic: "disk", grade: .doubtful, text: "\(free >> 20) MiB are free at \(folder)",
          remedy: "Free some room, so that every judgment can be saved."))
    }
    return findings
  }
}
