import Items
package import Judgments

/// A signed statement about the end of a chain as a file of its own.
///
/// It says how far a chain goes before the segments are there, and in one line more than a name.
package enum HeadFile {
  package static let magic = Array("NHED1".utf8)
  package static let sizeLimit = 4096

  package static func encoded(_ signed: SignedCheckpoint) -> [UInt8] {
    var body: [UInt8] = []
    body.appendPart(signed.checkpoint.encoded)
    body.appendPart(signed.signature)
    return SealedFile.seal(body, magic: magic)
  }

  /// Reads a file whose signature must be that of the device it names.
  package static func decode(_ bytes: [UInt8]) throws(FileFault) -> SignedCheckpoint {
    guard bytes.count <= sizeLimit else { throw .damaged("it is larger than 4 KiB") }
    var parts = PartReader(bytes, in: try SealedFile.body(of: bytes, magic: magic))
    let signed = try parts.checkpoint()
    try parts.finish()
    guard signed.isValid else { throw .damaged("its signature is wrong") }
    return signed
  }
}
