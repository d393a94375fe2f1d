/// Two directions of bytes to a program at the other end.
package protocol FramePipe {
  /// Exactly so many bytes; fewer only where the other end has stopped.
  func read(_ count: Int) throws(RemoteFault) -> [UInt8]
  func write(_ bytes: [UInt8]) throws(RemoteFault)
}
