import Foundation

/// What libFuzzer calls with every input; the decoder is named by `GLOSS_FUZZ_DECODER`.
///
/// A trap, a broken law or an input that takes too long ends the program; libFuzzer keeps the
/// input, and `make fuzz` puts it into `Tests/Fuzz/Corpus`, where every later run begins.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  decoder(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

private let decoder: @Sendable ([UInt8]) -> Void = {
  let name = ProcessInfo.processInfo.environment["GLOSS_FUZZ_DECODER"] ?? ""
  guard let decoder = Decoders.all[name] else {
    print("GLOSS_FUZZ_DECODER names one of: \(Decoders.all.keys.sorted().joined(separator: " "))")
    exit(2)
  }
  return decoder
}()

/// Ends the program where a law is broken, in a way that libFuzzer sees.
func require(_ law: Bool, _ name: String) {
  if law { return }
  print("broken law: \(name)")
  abort()
}
