import Foundation
import Support

/// A program in ssh's place that passes frames on until it is told to hang up.
///
/// It starts `gloss serve` itself, or the real ssh, and knows of the frames only their lengths.
struct CuttingProxy {
  /// Where the line is cut: behind so many frames of one direction, and bytes of the next.
  struct Cut {
    /// `in` is towards the server, `out` away from it.
    var direction: String
    var frames: Int
    var bytes: Int

    var text: String { "\(direction):\(frames):\(bytes)" }
  }

  let path: String
  private let log: String
  private let scratch: Scratch

  static let python = Places.environment("GLOSS_PYTHON") ?? "/usr/bin/python3"

  init(in scratch: Scratch) throws {
    self.scratch = scratch
    log = scratch.path("frames")
    path = try scratch.write("#!\(Self.python)\n" + Self.program, to: "proxy")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
  }

  /// The environment in which gloss goes through the proxy; `ssh` is a real client to start.
  func environment(cut: Cut? = nil, ssh: String? = nil, isSlow: Bool = false) -> [String: String] {
    [
      "GLOSS_SSH": path, "GLOSS_REMOTE_PROGRAM": Scratch.program, "PROXY_LOG": log,
      "PROXY_CUT": cut?.text ?? "", "PROXY_SSH": ssh ?? "", "PROXY_SLOW": isSlow ? "1" : "",
    ]
  }

  /// How many frames went in each direction in the last session.
  func frames() throws -> [String: Int] {
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    return Dictionary(
      lines.compactMap { line in
        let words = line.split(separator: " ")
        return words.count == 2 ? Int(words[1]).map { (String(words[0]), $0) } : nil
      }, uniquingKeysWith: max)
  }

  private static let program = #"""
    import os, subprocess, sys, threading, time

    env = os.environ
    cut = env['PROXY_CUT'].split(':') if env['PROXY_CUT'] else ['', '0', '0']
    command = [env['PROXY_SSH']] + sys.argv[1:] if env['PROXY_SSH'] else sys.argv[-1].split()
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    counts = {'in': 0, 'out': 0}
    hung_up = threading.Event()

    def take(source, count):
        data = b''
        while len(data) < count:
            part = os.read(source, count - len(data))
            if not part: break
            data += part
        return data

    def put(target, data):
        # A slow line gives a few bytes at a time.
        step = 512 if env['PROXY_SLOW'] else 1 << 20
        while data:
            part, data = data[:step], data[step:]
            os.write(target, part)
            if env['PROXY_SLOW']: time.sleep(0.002)

    def pump(name, source, target):
        try:
            while not hung_up.is_set():
                head = take(source, 8 if counts[name] == 0 else 4)
                if not head: break
                size = 0 if counts[name] == 0 else int.from_bytes(head, 'big')
                frame = head + take(source, size)
                if name == cut[0] and counts[name] == int(cut[1]):
                    put(target, frame[:int(cut[2])])
                    hung_up.set()
                    break
                put(target, frame)
                counts[name] += 1
        except OSError:
            pass
        if name == 'in' or hung_up.is_set():
            try: child.stdin.close()
            except OSError: pass
        if hung_up.is_set() or name == 'out':
            os.close(1)

    threading.Thread(target=pump, args=('in', 0, child.stdin.fileno()), daemon=True).start()
    pump('out', child.stdout.fileno(), 1)
    # What the server still says goes nowhere, and it must not wait for a reader.
    while os.read(child.stdout.fileno(), 1 << 16): pass
    code = child.wait()
    with open(env['PROXY_LOG'], 'w') as log:
        for name in counts: print(name, counts[name], file=log)
    os._exit(255 if hung_up.is_set() else code)

    """#
}
