import Items

/// `ssh://USER@HOST:PORT/PATH`, checked so strictly that nothing in it can be an option or a
/// command.
package struct SSHAddress: Hashable, Sendable {
  package var user: String?
  package var host: String
  package var port: UInt16?
  /// The folder at the far end, from its root.
  package var path: String

  /// Reads an address; throws what is wrong with it.
  package init(_ text: String) throws(RemoteFault) {
    guard text.hasPrefix("ssh://"), text.utf8.count <= 1000 else { throw Self.refusal(text) }
    let rest = text.dropFirst(6)
    guard let slash = rest.firstIndex(of: "/") else { throw Self.refusal(text) }
    var place = rest[..<slash]
    path = String(rest[slash...])
    if let at = place.firstIndex(of: "@") {
      let name = String(place[..<at])
      guard Self.isName(name, more: "._-+") else { throw Self.refusal(text) }
      user = name
      place = place[place.index(after: at)...]
    }
    if let colon = place.lastIndex(of: ":"), !place.hasSuffix("]") {
      let digits = place[place.index(after: colon)...]
      // One port has one spelling: no sign, and no zero before it.
      guard let number = UInt16(digits), number > 0, String(number) == digits else {
        throw Self.refusal(text)
      }
      port = number
      place = place[..<colon]
    }
    if place.hasPrefix("["), place.hasSuffix("]") {
      place = place.dropFirst().dropLast()
      guard Self.isName(String(place), more: ":.%") else { throw Self.refusal(text) }
    } else {
      guard Self.isName(String(place), more: ".-_") else { throw Self.refusal(text) }
    }
    host = String(place)
    guard Self.isPath(path) else { throw Self.refusal(text) }
  }

  /// What ssh gets, each an argument of its own; it `asks` for a password or about a new host
  /// only where somebody can answer.
  package func arguments(farProgram: String, asks: Bool = true) -> [String] {
    var all = ["-T", "-oClearAllForwardings=yes", "-oForwardAgent=no"]
    if !asks { all.append("-oBatchMode=yes") }
    if let port { all += ["-p", String(port)] }
    if let user { all += ["-l", user] }
    // The far end's shell reads this; the path has no character that it could take for its own.
    return all + ["--", host, "\(farProgram) serve --stdio --root \(path)"]
  }

  /// A path that every shell takes as one word.
  package static func isPath(_ path: String) -> Bool {
    path.hasPrefix("/") && path.utf8.count <= 500
      && path.utf8.allSatisfy { isPlain($0) || "/._-+,=@".utf8.contains($0) }
  }

  private static func isName(_ text: String, more: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("-") && text.utf8.count <= 255
      && text.utf8.allSatisfy { isPlain($0) || more.utf8.contains($0) }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func refusal(_ text: String) -> RemoteFault {
    .told(
      "This is no address of an SSH remote: \(Quoted(text, limit: 200).safe). Write "
        + "ssh://USER@HOST/FOLDER or ssh://HOST:PORT/FOLDER, the folder from the far machine's "
        + "root, of letters, digits and . _ - + , = @ /.")
  }
}

/// What an SSH client may ask of a confined key: the words of `gloss sync`, and nothing else.
package enum OriginalCommand {
  package static func isSync(_ command: String) -> Bool {
    let words = command.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 5, words[0] == "gloss" || SSHAddress.isPath(words[0]) else {
      return false
    }
    return words[1] == "serve" && words[2] == "--stdio" && words[3] == "--root"
      && SSHAddress.isPath(words[4])
  }
}
