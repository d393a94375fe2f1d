import Crypto
package import Items

/// What a lead hands to somebody over a way they both trust: which project, and a secret code.
///
/// The project's id proves the project's founding and root key, so that nobody in between can put
/// another project in its place. The code proves to the lead that a request is of who was invited.
package struct Invitation: Hashable, Sendable {
  /// The bytes of the code: 80 bits, which nobody finds by trying.
  package static let codeLength = 10

  package var project: ProjectID
  package var code: [UInt8]

  package init(project: ProjectID, code: [UInt8]) {
    self.project = project
    self.code = code
  }

  /// The invitation as people copy it: `gloss-` and 45 letters and digits in groups of five.
  package var text: String {
    let body = project.bytes + code
    let digits = Base32.text(body + Self.checksum(body))
    let groups = stride(from: 0, to: digits.count, by: 5).map { start in
      String(digits.dropFirst(start).prefix(5))
    }
    return "gloss-" + groups.joined(separator: "-")
  }

  /// Reads an invitation however it was broken over lines; nil for any other text, or one in which
  /// a letter was mistaken.
  package init?(text: String) {
    let plain = text.lowercased().filter { !$0.isWhitespace && $0 != "-" }
    guard plain.hasPrefix("gloss"), let bytes = Base32.bytes(String(plain.dropFirst(5))),
      bytes.count == 16 + Self.codeLength + 2
    else { return nil }
    let body = Array(bytes.dropLast(2))
    guard Self.checksum(body) == Array(bytes.suffix(2)),
      let project = ProjectID(bytes: Array(body.prefix(16)))
    else { return nil }
    self.init(project: project, code: Array(body.dropFirst(16)))
  }

  private static func checksum(_ body: [UInt8]) -> [UInt8] {
    Array(Hash.sha256(Array("gloss-invitation\0".utf8), body).bytes.prefix(2))
  }

  /// Proves the code under a statement without telling it: HMAC-SHA256 (RFC 2104).
  func proof(of statement: [UInt8]) -> [UInt8] {
    Array(
      HMAC<SHA256>.authenticationCode(
        for: Array("gloss-join-1\0".utf8) + statement, using: SymmetricKey(data: code)))
  }

  /// Whether a proof is of this code; takes as long for a wrong one as for the right one.
  func isProven(by proof: [UInt8], of statement: [UInt8]) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      proof, authenticating: Array("gloss-join-1\0".utf8) + statement,
      using: SymmetricKey(data: code))
  }
}

/// Five bits a letter, in Crockford's alphabet, which has no letters that look alike.
enum Base32 {
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  static func text(_ bytes: [UInt8]) -> String {
    var text = ""
    var (value, bits) = (0, 0)
    for byte in bytes {
      (value, bits) = ((value << 8 | Int(byte)) & 0xFFFF, bits + 8)
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[value >> bits & 31])
      }
    }
    if bits > 0 { text.append(alphabet[value << (5 - bits) & 31]) }
    return text
  }

  /// Reads text of the alphabet, in which `o` is zero and `i` and `l` are one.
  ///
  /// Nil for any other text.
  static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (value, bits) = (0, 0)
    for letter in text {
      let plain: Character =
        switch letter {
        case "o": "0"
        case "i", "l": "1"
        default: letter
        }
      guard let digit = alphabet.firstIndex(of: plain) else { return nil }
      (value, bits) = ((value << 5 | digit) & 0xFFFF, bits + 5)
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(value >> bits & 0xFF))
      }
    }
    // What is left of the last letter says nothing, and must say it in one way.
    return value & ((1 << bits) - 1) == 0 && bits < 5 ? bytes : nil
  }
}
