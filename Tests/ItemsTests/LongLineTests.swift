import Foundation
import Items
import Testing

@Suite struct LongLines {
  /// A line of 100 MB between two good ones, made piece by piece.
  private struct Long: ByteSource {
    var left = 100
    var state = 0

    mutating func next() -> [UInt8]? {
      switch state {
      case 0:
        state = 1
        return Array("{\"id\":1}\n{\"id\":2,\"t\":\"".utf8)
      case 1:
        left -= 1
        if left == 0 { state = 2 }
        return [UInt8](repeating: 0x61, count: 1_000_000)
      case 2:
        state = 3
        return Array("\"}\n{\"id\":3}\n".utf8)
      default: return nil
      }
    }
  }

  @Test func aLineOfAHundredMegabytesIsSkippedAndNeverHeld() throws {
    let before = peakMemory()
    let told = try told(JSONLReader(Long(), file: "f", shape: ItemShape(idField: "id")))
    #expect(
      told == [
        #"1 1 {"id":1}"#,
        "f:2:1: The line has 100000015 bytes and was skipped. A line may have 16777216 bytes. Check whether line ends are missing, or split the item.",
        #"3 3 {"id":3}"#,
      ])
    guard let before, let after = peakMemory() else { return }
    // The limit is 16 MiB, twice while the buffer grows; the rest is other tests' in this process.
    #expect(after - before < 64_000, "\(before) kB before, \(after) kB after")
  }

  @Test func aLineOfExactlyTheLimitIsRead() throws {
    func read(_ count: Int, piece: Int) throws -> [String] {
      let line = "{\"t\":\"" + String(repeating: "a", count: count - 8) + "\"}"
      return try told(
        JSONLReader(
          MemorySource(line + "\n{}\n", piece: piece), file: "f", maximumLine: 1000))
    }
    for piece in [1, 7, 999, 1000, 1001, 5000] {
      #expect(try read(1000, piece: piece)[0].hasPrefix("1 "))
      #expect(try read(1001, piece: piece)[0].hasPrefix("f:1:1: The line has 1001 bytes"))
      #expect(try read(1001, piece: piece)[1].hasSuffix(" {}"))
    }
  }

  @Test func aLongRecordInAQuotedFieldEndsAtTheLimit() throws {
    let text = "id,t\n1,\"open\n" + String(repeating: "2,b\n", count: 1000) + "3,\"c\"\n"
    let told = try told(
      DelimitedReader(
        MemorySource(text), file: "f", delimiter: .comma, shape: ItemShape(idField: "id"),
        maximumLine: 200))
    #expect(told.count == 1002)
    #expect(
      told[0]
        == "f:2:3: The quotation mark that opens here is never closed. No closing mark follows within 200 bytes. Close it, or double it if it belongs to the text."
    )
    #expect(told[1] == #"3 2 {"id":"2","t":"b"}"#)
    #expect(told[1000] == #"1002 2 {"id":"2","t":"b"}"#)
    #expect(told[1001] == #"1003 3 {"id":"3","t":"c"}"#)
  }

  /// The process's peak resident memory in kB, where the system tells it.
  private func peakMemory() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return nil
    }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first
  }
}
