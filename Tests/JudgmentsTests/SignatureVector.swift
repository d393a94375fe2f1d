import Foundation
import Items
import Support
import Testing

/// A signature, and whether a right verifier takes it.
struct SignatureVector {
  var number: Int
  var isValid: Bool
  var key: [UInt8]
  var message: [UInt8]
  var signature: [UInt8]
  var comment: String

  /// The vectors of Project Wycheproof; the file says whose they are.
  static func all() throws -> [SignatureVector] {
    let path = Places.repositoryRoot + "/Tests/JudgmentsTests/Vectors/ed25519.txt"
    var key: [UInt8] = []
    var vectors: [SignatureVector] = []
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 4).map(String.init)
      if line.hasPrefix("#") { continue }
      if words[0] == "key" {
        key = try #require(Hexadecimal.bytes(words[1]))
        continue
      }
      func bytes(_ word: String) throws -> [UInt8] {
        word == "-" ? [] : try #require(Hexadecimal.bytes(word), "\(line)")
      }
      vectors.append(
        SignatureVector(
          number: try #require(Int(words[0])), isValid: words[1] == "valid", key: key,
          message: try bytes(words[2]), signature: try bytes(words[3]),
          comment: words.count > 4 ? words[4] : ""))
    }
    return vectors
  }
}
