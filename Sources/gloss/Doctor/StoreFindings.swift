import CSystem
import Foundation
import Items
import Judgments
import Storage

/// Whether a store can be worked in; it is only read.
enum StoreFindings {
  static func all(_ path: String) -> [Finding] {
    var findings: [Finding] = []
    let surroundings = StoreFile.surroundings
    do {
      try StoreFile.reading(path) { store in
        let counts = try store.counts
        findings.append(
          Finding(
            topic: "store", grade: .fine,
            text: "\(store.projectName), \(store.me.handle), \(Plural.text(counts.items, "item")), "
              + "\(Plural.text(counts.operations, "operation"))"))
        let key = surroundings.stateFolder + "/keys/" + store.device.hex
        findings.append(ofKey(key, beside: path + ".key"))
      }
    } catch {
      return [
        Finding(
          topic: "store", grade: .broken, text: "\(path) cannot be read",
          remedy: Fault.text(of: error) ?? "\(error)")
      ]
    }
    findings.append(ofPlace(path, surroundings))
    findings.append(ofWriting(path, surroundings))
    return findings
  }

  private static func ofKey(_ key: String, beside: String) -> Finding {
    let files = FileManager.default
    if files.fileExists(atPath: key) {
      let mode = (try? files.attributesOfItem(atPath: key)[.posixPermissions]) as? NSNumber
      let isOpen = (mode?.intValue ?? 0o600) & 0o077 != 0
      return Finding(
        topic: "device key", grade: isOpen ? .broken : .fine,
        text: isOpen ? "\(key) can be read by others" : "in its place",
        remedy: isOpen ? "Run chmod 600 \(key)." : "")
    }
    if files.fileExists(atPath: beside) {
      return Finding(
        topic: "device key", grade: .fine,
        text: "\(beside) moves into its place when the store is opened")
    }
    return Finding(
      topic: "device key", grade: .broken, text: "it is not on this machine",
      remedy: "Open the store where it was made, put its .key file beside it, or ask a lead for a "
        + "store of your own.")
  }

  private static func ofWriting(_ path: String, _ surroundings: Surroundings) -> Finding {
    if surroundings.places.look(at: path)?.isWritable != true {
      return Finding(
        topic: "writing", grade: .doubtful, text: "the file or its folder is read-only",
        remedy: "It can be read, merged from, exported and verified. To work in it, change its "
          + "permissions or copy it to another disk.")
    }
    let lock = path + ".lock"
    // Looked at only where it is there, so that nothing is made.
    if surroundings.places.look(at: lock) != nil,
      case .taken(let process)? = try? surroundings.places.lock(lock)
    {
      return Finding(
        topic: "writing", grade: .doubtful,
        text: "open in another program" + (process.map { " (process \($0))" } ?? ""),
        remedy: "Close it there, or take it over when gloss work asks.")
    }
    return Finding(topic: "writing", grade: .fine, text: "nobody else has it open")
  }

  private static func ofPlace(_ path: String, _ surroundings: Surroundings) -> Finding {
    let volume = surroundings.places.volume(of: path)
    switch volume.kind {
    case .local:
      return Finding(topic: "disk", grade: .fine, text: "\(volume.name), a disk of this machine")
    case .memory:
      return Finding(
        topic: "disk", grade: .doubtful, text: "\(volume.name), which a restart empties",
        remedy: "Move the store to a disk that lasts.")
    case .network, .program:
      return Finding(
        topic: "disk", grade: .broken, text: "\(volume.name), not a disk of this machine",
        remedy: "Keep the store on a local disk and exchange by gloss merge.")
    case .unknown:
      return Finding(
        topic: "disk", grade: .doubtful, text: "\(volume.name), which gloss does not know",
        remedy: "Make sure that it is a disk of this machine.")
    }
  }
}
