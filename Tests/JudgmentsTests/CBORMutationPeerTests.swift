import Foundation
import Items
import Judgments
import Support
import Testing

/// Whether changed bytes are canonical is answered alike by Python's cbor2, which shares no line
/// with this codec: read by it, checked for what operations may hold, and written again.
@Suite struct CBORMutationPeer {
  @Test func mutatedStatementsAndOperationsAreTakenAlikeInPython() throws {
    let python = Places.environment("GLOSS_PYTHON") ?? "/usr/bin/python3"
    guard try PythonPeer.run(python, "import cbor2", input: "") != nil else {
      print("skipped: \(python) has no cbor2; on Debian: apt-get install python3-cbor2")
      return
    }
    let seed: UInt64 = 85
    var random = SplitMix64(seed: seed)
    var made = RandomPayload(seed: seed)
    var valid: [[UInt8]] = []
    for seq in UInt64(1)...20 {
      let map = made.judgment().map.encoded
      valid.append(map)
      valid.append(
        Envelope(
          chain: .zero, seq: seq, prev: .zero, hlc: seq << 20, kind: .judgePut,
          payloadLength: UInt64(map.count), payloadHash: .zero
        ).encoded)
      valid.append(
        Checkpoint(
          project: .zero, chain: .zero, seq: seq, head: .zero, hlc: seq << 30,
          deviceKey: Array(repeating: 7, count: 32), haveDigest: .zero
        ).encoded)
    }
    var inputs: [[UInt8]] = []
    for _ in 0..<Soak.times(10_000) { inputs.append(Mutation.mutated(random.pick(valid), &random)) }
    let lines = inputs.map { Hexadecimal.text($0) + "\n" }.joined()
    let output = try #require(try PythonPeer.run(python, Self.program, input: lines))
    let answers = output.split(separator: "\n")
    try #require(answers.count == inputs.count)
    var (taken, differences) = (0, 0)
    for (bytes, answer) in zip(inputs, answers) {
      let isTaken = (try? CBOR(decoding: bytes)) != nil
      taken += isTaken ? 1 : 0
      if isTaken != (answer == "yes") {
        differences += 1
        Issue.record("seed \(seed): \(Hexadecimal.text(bytes)) is taken by one alone")
      }
      if differences > 5 { return }
    }
    print("T11: cbor, \(taken) of \(inputs.count) mutations taken, alike in Python")
    #expect(taken > 100 && taken < inputs.count - 100)
  }

  private static let program = """
    import cbor2, io, sys
    def allowed(x, depth):
      if isinstance(x, (list, dict)) and depth >= 8: return False
      if x is None or x is True or x is False: return True
      if isinstance(x, int): return -2**64 <= x < 2**64
      if isinstance(x, (bytes, str)): return True
      if isinstance(x, list): return all(allowed(y, depth + 1) for y in x)
      if isinstance(x, dict):
        return all(isinstance(k, int) and not isinstance(k, bool) and k >= 0
                   and allowed(v, depth + 1) for k, v in x.items())
      return False
    for line in sys.stdin:
      data = bytes.fromhex(line.strip())
      answer = 'no'
      try:
        stream = io.BytesIO(data)
        value = cbor2.load(stream)
        if stream.tell() == len(data) and allowed(value, 0):
          answer = 'yes' if cbor2.dumps(value, canonical=True) == data else 'no'
      except Exception:
        pass
      print(answer)
    """
}
