import Items
import Judgments
import Testing

@testable import Sync

@Suite struct InvitationTests {
  @Test func anInvitationIsReadHoweverItWasCopied() throws {
    var random = SplitMix64(seed: 901)
    for _ in 0..<500 {
      let invitation = Invitation(
        project: try #require(ProjectID(bytes: bytes(16, &random))), code: bytes(10, &random))
      let text = invitation.text
      #expect(text.count == 6 + 45 + 8)
      #expect(Invitation(text: text) == invitation)
      #expect(Invitation(text: " \(text.uppercased().replacing("-", with: "\n")) ") == invitation)
      #expect(
        Invitation(text: text.replacing("0", with: "o").replacing("1", with: "l")) == invitation)
    }
  }

  @Test func aMistakenLetterIsAlmostAlwaysFoundOut() throws {
    var random = SplitMix64(seed: 902)
    let invitation = Invitation(
      project: try #require(ProjectID(bytes: bytes(16, &random))), code: bytes(10, &random))
    let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
    var (tried, taken) = (0, 0)
    for index in 6..<invitation.text.count {
      var text = Array(invitation.text)
      let right = text[index]
      guard right != "-" else { continue }
      for letter in letters where letter != right {
        text[index] = letter
        tried += 1
        if Invitation(text: String(text)) != nil { taken += 1 }
      }
    }
    #expect(tried == 45 * 31)
    // Two bytes of checksum let one in 65,536 pass.
    #expect(taken < 3)
    for other in ["", "gloss", "gloss-", "hello", invitation.text + "0", "x" + invitation.text] {
      #expect(Invitation(text: other) == nil)
    }
  }

  @Test func aRequestIsProvenByItsOwnInvitationAlone() throws {
    var random = SplitMix64(seed: 903)
    let (invitation, other) = (try made(&random), try made(&random))
    let person = try #require(PersonID(bytes: bytes(16, &random)))
    let key = try #require(DeviceKey(secret: bytes(32, &random)))
    let request = try #require(
      JoinRequest(invitation: invitation, person: person, key: key, label: "Bob's laptop"))
    let read = try JoinRequest(decoding: request.encoded)
    #expect(read == request)
    #expect(read.device == key.device)
    #expect(read.isProven(by: invitation))
    #expect(!read.isProven(by: other))
    #expect(!read.isProven(by: Invitation(project: invitation.project, code: other.code)))
  }

  @Test func noFlippedBitOfARequestIsTaken() throws {
    var random = SplitMix64(seed: 904)
    let invitation = try made(&random)
    let key = try #require(DeviceKey(secret: bytes(32, &random)))
    let request = try #require(
      JoinRequest(invitation: invitation, person: .zero, key: key, label: "laptop"))
    let whole = request.encoded
    for bit in 0..<(whole.count * 8) {
      var bytes = whole
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: FileFault.self, "bit \(bit)") { try JoinRequest(decoding: bytes) }
    }
    for length in 0..<whole.count {
      #expect(throws: FileFault.self) { try JoinRequest(decoding: Array(whole.prefix(length))) }
    }
  }

  @Test func anotherDevicesSignatureMakesNoRequest() throws {
    var random = SplitMix64(seed: 905)
    let invitation = try made(&random)
    let (one, two) = (
      try #require(DeviceKey(secret: bytes(32, &random))),
      try #require(DeviceKey(secret: bytes(32, &random)))
    )
    let mine = try #require(
      JoinRequest(invitation: invitation, person: .zero, key: one, label: "a")
    ).encoded
    let theirs = try #require(
      JoinRequest(invitation: invitation, person: .zero, key: two, label: "a")
    ).encoded
    // The statement of one with the proof and the signature of the other, under a whole checksum.
    let length = mine.count - theirs.count
    #expect(length == 0)
    let statement = 4 + Int(mine.bigEndian(at: 5, count: 4))
    let body = Array(mine[5..<(5 + statement)]) + Array(theirs[(5 + statement)...].dropLast(45))
    #expect(throws: FileFault.self) {
      try JoinRequest(decoding: SealedFile.seal(body, magic: JoinRequest.magic))
    }
  }

  private func made(_ random: inout SplitMix64) throws -> Invitation {
    Invitation(
      project: try #require(ProjectID(bytes: bytes(16, &random))), code: bytes(10, &random))
  }

  private func bytes(_ count: Int, _ random: inout SplitMix64) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }
}
