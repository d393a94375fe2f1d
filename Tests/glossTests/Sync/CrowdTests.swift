import Foundation
import Support
import Testing

/// Several programs on one folder at the same time, on the file systems that can be had here.
@Suite("Many programs on one folder", .serialized)
struct CrowdTests {
  /// Five stores of three people judge and sync for a while; then each syncs once more, in turn.
  ///
  /// The mounts are seen by these programs alone, so all of it is one script.
  private static let script = """
    program=$1 kind=$2 milliseconds=$3
    case $kind in
    tmpfs) mount -t tmpfs none meet || exit 77 ;;
    overlay)
      mount -t tmpfs none under || exit 77
      mkdir under/lower under/upper under/work
      mount -t overlay overlay -o lowerdir=under/lower,upperdir=under/upper,workdir=under/work \
        meet || exit 77 ;;
    vfat)
      truncate -s 64M image && mkfs.vfat image > /dev/null 2>&1 || exit 77
      mount -t vfat -o loop image meet || exit 77 ;;
    esac
    now() { date +%s%3N; }
    end=$(($(now) + milliseconds))
    crowd() {
      export XDG_STATE_HOME=$PWD/state-$1
      rounds=0
      while :; do
        "$program" work $1.gloss --keys keys > /dev/null 2>> failed || echo work $1 >> failed
        "$program" sync $1.gloss meet > /dev/null 2>> failed || echo sync $1 >> failed
        rounds=$((rounds + 1))
        [ $(now) -lt $end ] || break
      done
      echo rounds $rounds
    }
    : > failed
    # The pipe ends with the last of them; a shell's own wait needs a signal that may be blocked.
    { for name in lead second bob desk carol; do crowd $name & done; } | cat
    for round in 1 2 3; do
      for name in lead second bob desk carol; do
        XDG_STATE_HOME=$PWD/state-$name "$program" sync $name.gloss meet > /dev/null 2>> failed
      done
    done
    sed 's/^/failed /' failed
    for name in lead second bob desk carol; do
      XDG_STATE_HOME=$PWD/state-$name "$program" sync $name.gloss meet | sed "s/^/last /"
      echo store $name $("$program" verify $name.gloss --json)
    done
    find meet -name '.tmp-*' | sed 's/^/left /'
    """

  private static let kinds = ["here", "tmpfs", "overlay", "vfat"]

  @Test(arguments: kinds)
  func everybodyIsEqualAfterALastExchange(_ kind: String) throws {
    guard kind == "here" || ProgramTests.Disks.canMount else {
      print("T14: \(kind), skipped: nothing can be mounted here")
      return
    }
    let scratch = try Scratch()
    try FolderProgramTests.team(scratch, ["bob", "carol"])
    for (person, store) in [("ada", "second"), ("bob", "desk")] {
      let added = try scratch.gloss(
        "people", "add", scratch.path("lead.gloss"), person, "--store",
        scratch.path("\(store).gloss"))
      try #require(added.status == 0, "\(added.errors)")
    }
    // The lead's keys lie in the scratch folder's own state.
    try FileManager.default.copyItem(
      atPath: scratch.path("state"), toPath: scratch.path("state-lead"))
    try FileManager.default.createDirectory(
      atPath: scratch.path("under"), withIntermediateDirectories: false)
    try scratch.write("1\n", to: "keys")
    // Ten seconds together in every run; in a soak twenty minutes each at a factor of ten.
    let length = Soak.factor == 1 ? 2_500 : 120_000 * Soak.factor
    let arguments = ["-c", Self.script, "sh", Scratch.program, kind, "\(length)"]
    let outcome =
      kind == "here"
      ? try scratch.run("/bin/sh", arguments)
      : try scratch.run(Tools.unshare ?? "", ["-rm", "/bin/sh"] + arguments)
    if outcome.status == 77 {
      print("T14: \(kind), skipped: it cannot be mounted here (\(outcome.errors.prefix(200)))")
      return
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
    var rounds = 0
    var digests: [String: String] = [:]
    for line in outcome.lines {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      switch words[0] {
      case "rounds": rounds += Int(words[1]) ?? 0
      case "last": #expect(line == "last 0 sent, 0 received", "\(kind)")
      case "store":
        let object = try JSONSerialization.jsonObject(with: Data(words[2].utf8))
        let fields = try #require(object as? [String: Any])
        #expect(fields["ok"] as? Bool == true, "\(kind): \(line)")
        digests[words[1]] = fields["digest"] as? String
      default: Issue.record("\(kind): \(line)")
      }
    }
    #expect(digests.count == 5, "\(outcome.output)")
    #expect(digests["bob"] == digests["desk"], "\(kind): Bob's two devices differ")
    #expect(digests["lead"] == digests["second"], "\(kind): the lead's two devices differ")
    #expect(rounds >= 5)
    print("T14: \(kind), 5 programs, \(rounds) rounds in \(length) ms, everybody equal")
  }
}
