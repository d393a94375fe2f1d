import CSystem
import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// This machine and this process.
struct SystemMachine: MachineIdentity {
  let machineID: String
  let hostName: String
  let processID: Int32

  init() {
    machineID = Self.text(size: 128) { cs_machine_id($0, $1) >= 0 }
    hostName = Self.text(size: 256) { gethostname($0, $1) == 0 }
    processID = getpid()
  }

  private static func text(
    size: Int, _ read: (UnsafeMutablePointer<CChar>, Int) -> Bool
  ) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer in
      buffer.initialize(repeating: 0)
      guard let start = buffer.baseAddress, read(start, size) else { return "" }
      buffer[size - 1] = 0
      return String(cString: start)
    }
  }
}
