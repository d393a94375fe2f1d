import Foundation
import Items
import Judgments
import Support
import Testing

/// Reads and writes the same values as Python's cbor2, which shares no line with this codec.
@Suite struct CBORPeer {
  private static let count = 10_000

  @Test func tenThousandValuesReadAndWriteAlikeInPython() throws {
    let python = Places.environment("GLOSS_PYTHON") ?? "/usr/bin/python3"
    guard try PythonPeer.run(python, "import cbor2", input: "") != nil else {
      print("skipped: \(python) has no cbor2; on Debian: apt-get install python3-cbor2")
      return
    }
    var input = ""
    var values: [(seed: UInt64, value: CBOR, line: String)] = []
    for seed in UInt64(1)...UInt64(Self.count) {
      var made = RandomCBOR(seed: seed)
      let value = made.value()
      let line = Self.spelled(value)
      values.append((seed, value, line))
      input += "\(line)\t\(Hexadecimal.text(value.encoded))\n"
    }
    let output = try #require(try PythonPeer.run(python, Self.program, input: input))
    let lines = output.split(separator: "\n")
    try #require(lines.count == Self.count)
    var differences = 0
    for (line, expected) in zip(lines, values) {
      let parts = line.split(separator: "\t").map(String.init)
      // Python's bytes of the value are ours, and what it reads from ours is the value.
      let bytes = try #require(Hexadecimal.bytes(parts[0]))
      let isSame =
        bytes == expected.value.encoded && parts[1] == expected.line
        && (try? CBOR(decoding: bytes)) == expected.value
      if !isSame {
        differences += 1
        Issue.record("seed \(expected.seed): \(expected.line) became \(line)")
      }
      if differences > 5 { return }
    }
  }

  /// The value in a spelling that has nothing to do with CBOR: JSON of tagged lists.
  private static func spelled(_ value: CBOR) -> String {
    switch value {
    case .unsigned(let number): "[\"u\",\"\(number)\"]"
    case .negative(let number): "[\"n\",\"\(number)\"]"
    case .bytes(let bytes): "[\"b\",\"\(Hexadecimal.text(bytes))\"]"
    case .text(let text): "[\"t\",\"\(Hexadecimal.text(Array(text.utf8)))\"]"
    case .array(let members): "[\"a\",[" + members.map(spelled).joined(separator: ",") + "]]"
    case .map(let pairs):
      "[\"m\",["
        + pairs.map { "[\"\($0.key)\",\(spelled($0.value))]" }.joined(separator: ",") + "]]"
    case .bool(let truth): "[\"\(truth)\"]"
    case .null: "[\"null\"]"
    }
  }

  private static let program = """
    import cbor2, json, sys
    def make(v):
      k = v[0]
      if k == 'u': return int(v[1])
      if k == 'n': return -1 - int(v[1])
      if k == 'b': return bytes.fromhex(v[1])
      if k == 't': return bytes.fromhex(v[1]).decode('utf-8')
      if k == 'a': return [make(x) for x in v[1]]
      if k == 'm': return {int(a): make(b) for a, b in v[1]}
      return {'true': True, 'false': False, 'null': None}[k]
    def spell(x):
      if x is True: return ['true']
      if x is False: return ['false']
      if x is None: return ['null']
      if isinstance(x, int): return ['u', str(x)] if x >= 0 else ['n', str(-1 - x)]
      if isinstance(x, bytes): return ['b', x.hex()]
      if isinstance(x, str): return ['t', x.encode('utf-8').hex()]
      if isinstance(x, list): return ['a', [spell(y) for y in x]]
      if isinstance(x, dict): return ['m', [[str(a), spell(b)] for a, b in x.items()]]
      raise ValueError(type(x))
    for line in sys.stdin:
      value, data = line.rstrip('\\n').split('\\t')
      ours = cbor2.dumps(make(json.loads(value)), canonical=True)
      read = spell(cbor2.loads(bytes.fromhex(data)))
      print(ours.hex(), json.dumps(read, separators=(',', ':')), sep='\\t')
    """
}

/// Runs one Python program over one input.
enum PythonPeer {
  /// Returns what the program printed, or nil where Python is missing or the program failed.
  static func run(_ python: String, _ program: String, input: String) throws -> String? {
    guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gloss-peer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (given, taken) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
    try Data(input.utf8).write(to: given)
    try Data().write(to: taken)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", program]
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: taken)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: try Data(contentsOf: taken), as: UTF8.self)
  }
}
