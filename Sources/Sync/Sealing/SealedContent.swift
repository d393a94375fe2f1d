import Items
import Judgments

/// A large content that only some devices can read.
///
/// It keeps the content's name, by which those who know the operations find it.
struct SealedContent {
  static let magic = Array("NSBL1".utf8)
  private static let format: UInt64 = 1
  private static let headerLimit = Segment.headerLimit

  let project: ProjectID
  let scope: Scope
  let name: Hash
  let recipients: Recipients
  private let content: [UInt8]

  /// Seals a content to devices; nil where that cannot be done.
  init?(_ bytes: [UInt8], project: ProjectID, scope: Scope, to devices: [[UInt8]]) {
    name = Hash.sha256(bytes)
    let key = ContentKey()
    let context = Self.header(project, scope, name, .none)
    guard let recipients = Recipients(key, for: devices, context: Self.context(context)),
      let content = key.seal(bytes, beside: Self.header(project, scope, name, recipients))
    else { return nil }
    self.project = project
    self.scope = scope
    self.recipients = recipients
    self.content = content
  }

  init(decoding bytes: [UInt8]) throws(FileFault) {
    var parts = PartReader(bytes, in: try SealedFile.body(of: bytes, magic: Self.magic))
    let header = try parts.next(atMost: Self.headerLimit)
    content = try parts.next(atMost: 1 << 28)
    try parts.finish()
    guard let read = Self.read(header) else { throw .damaged("its header cannot be read") }
    (project, scope, name, recipients) = read
  }

  var encoded: [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(content.count + Self.headerLimit)
    body.appendPart(Self.header(project, scope, name, recipients))
    body.appendPart(content)
    return SealedFile.seal(body, magic: Self.magic)
  }

  /// The content, with the key of a device that it is for.
  func opened(with keys: any Unsealer) throws(FileFault) -> [UInt8] {
    let context = Self.context(Self.header(project, scope, name, .none))
    guard let secret = keys.unseal(recipients.secrets, context: context) else { throw .sealed }
    guard let key = ContentKey(secret),
      let bytes = key.open(content, beside: Self.header(project, scope, name, recipients)),
      Hash.sha256(bytes) == name
    else { throw .damaged("what is sealed in it was changed") }
    return bytes
  }

  /// A content as it lies at a remote, open or sealed, when it is the named one.
  static func content(
    named name: Hash, in bytes: [UInt8], with keys: any Unsealer
  ) throws(FileFault) -> [UInt8] {
    // What has the name is the content, whatever it looks like.
    if Hash.sha256(bytes) == name { return bytes }
    guard bytes.starts(with: magic) else { throw .incomplete }
    let sealed = try SealedContent(decoding: bytes)
    guard sealed.name == name else { throw .damaged("it is another content") }
    return try sealed.opened(with: keys)
  }

  /// For whom the file is whose beginning this is; nil where it is not sealed.
  ///
  /// It proves nothing: the checksum is at the other end.
  static func recipients(beginning bytes: [UInt8]) -> Recipients? {
    guard bytes.starts(with: magic) else { return nil }
    var parts = PartReader(bytes, in: magic.count..<bytes.count)
    return (try? parts.next(atMost: headerLimit)).flatMap(read)?.recipients
  }

  private static func context(_ header: [UInt8]) -> [UInt8] {
    Array("gloss-seal-1\0".utf8) + header
  }

  private static func header(
    _ project: ProjectID, _ scope: Scope, _ name: Hash, _ recipients: Recipients
  ) -> [UInt8] {
    CBOR.array([
      .unsigned(format), .bytes(project.bytes), .text(scope.text), .bytes(name.bytes),
      recipients.cbor,
    ]).encoded
  }

  private static func read(
    _ header: [UInt8]
  ) -> (project: ProjectID, scope: Scope, name: Hash, recipients: Recipients)? {
    guard case .array(let parts)? = try? CBOR(decoding: header), parts.count == 5,
      parts[0] == .unsigned(format), case .bytes(let project) = parts[1],
      let project = ProjectID(bytes: project), case .text(let scope) = parts[2],
      let scope = Scope(text: scope), case .bytes(let name) = parts[3],
      let name = Hash(bytes: name), let recipients = Recipients(parts[4]), !recipients.isEmpty
    else { return nil }
    return (project, scope, name, recipients)
  }
}
