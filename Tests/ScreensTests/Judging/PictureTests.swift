import Screens
import Support
import Terminal
import Testing

/// The judging screen after one judgment, at the five sizes that every screen is made for.
@Suite struct JudgingPictures {
  private func picture(_ columns: Int, _ rows: Int) throws -> String {
    var bench = try Bench(
      Sample.comparison, items: [Sample.pair, Sample.pair], handbook: Sample.handbook,
      size: Size(columns: columns, rows: rows))
    bench.press("5")
    return bench.picture
  }

  @Test func theSmallestScreenKeepsTheVerdictRowInSight() throws {
    try expectPicture(
      picture(60, 16),
      equals: #"""
         helpful-replies   item 2 of 2                saved 1 · ada
        ── q-2 ─────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my
                     changes?
          A  1 of 2 · Tab flips ───────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged;
         nothing is lost.

         To unstage them as well, use `--mixed`.

        ────────────────────────────────────────────────────────────
         Which reply is better overall?
          1 A much   2 A better   3 A slightly   4 tie
          5 B slightly   6 B better   7 B much   0 both bad
          9 cannot judge
         u undo   - aside   : more   ? keys 5 · B slightly ✓ item 1
        """#)
  }

  @Test func anOrdinaryScreenShowsOneReplyAtATime() throws {
    try expectPicture(
      picture(80, 24),
      equals: #"""
         helpful-replies   item 2 of 2   ▰▰▰▰▰▰▱▱▱▱▱▱   handbook v4       saved 1 · ada
        ── q-2 ─────────────────────────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my changes?

          A  1 of 2 · Tab flips ───────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.

         To unstage them as well, use `--mixed`.









        ────────────────────────────────────────────────────────────────────────────────
         Which reply is better overall?
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better
          7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────
         u undo   - aside   f ask   n note   : more   ? keys    5 · B slightly ✓ item 1
        """#)
  }

  @Test func aBroadScreenPutsTheRepliesSideBySide() throws {
    try expectPicture(
      picture(120, 40),
      equals: #"""
         helpful-replies   item 2 of 2   ▰▰▰▰▰▰▱▱▱▱▱▱   handbook v4                                               saved 1 · ada
        ── q-2 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my changes?

          A ─────────────────────────────────────────────────────── ┆  B ──────────────────────────────────────────────────────
         Use `git reset --soft HEAD~1`. Your changes stay staged;   ┆ Run `git revert HEAD`. This makes a new commit that
         nothing is lost.                                           ┆ undoes the last one and keeps the history.
                                                                    ┆
         To unstage them as well, use `--mixed`.                    ┆ Your changes are then in the revert.
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
                                                                    ┆
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Which reply is better overall?
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better   7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         u undo   - aside   f ask   n note   d diff   Tab flip   g guidelines   : more   ? keys         5 · B slightly ✓ item 1
        """#)
  }

  @Test func aWideScreenHasTheGuidelinesBesideThem() throws {
    try expectPicture(
      picture(150, 40),
      equals: #"""
         helpful-replies   item 2 of 2   ▰▰▰▰▰▰▱▱▱▱▱▱   handbook v4                                                                             saved 1 · ada
        ── q-2 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my changes?                                               ┆ Overall
                                                                                                                      ┆
          A ────────────────────────────────────────────────── ┆  B ───────────────────────────────────────────────── ┆ Prefer the reply that a careful
         Use `git reset --soft HEAD~1`. Your changes stay      ┆ Run `git revert HEAD`. This makes a new commit that  ┆ expert would send. A wrong step
         staged; nothing is lost.                              ┆ undoes the last one and keeps the history.           ┆ outweighs any number of kind words.
                                                               ┆                                                      ┆
         To unstage them as well, use `--mixed`.               ┆ Your changes are then in the revert.                 ┆  ✓ names the exact command
                                                               ┆                                                      ┆  ✗ "just reinstall git"
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
                                                               ┆                                                      ┆
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Which reply is better overall?
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better   7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         u undo   - aside   f ask   n note   d diff   Tab flip   g guidelines   b browse   [ previous   : more   ? keys               5 · B slightly ✓ item 1
        """#)
  }

  @Test func theWidestScreenHasRoomForBothRepliesAtFullWidth() throws {
    try expectPicture(
      picture(200, 50),
      equals: #"""
         helpful-replies   item 2 of 2   ▰▰▰▰▰▰▱▱▱▱▱▱   handbook v4                                                                                                                               saved 1 · ada
        ── q-2 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Human       How do I undo the last commit but keep my changes?                                                                                              ┆ Overall
                                                                                                                                                                     ┆
          A ───────────────────────────────────────────────────────────────────────── ┆  B ───────────────────────────────────────────────────────────────────────── ┆ Prefer the reply that a careful expert
         Use `git reset --soft HEAD~1`. Your changes stay staged; nothing is lost.    ┆ Run `git revert HEAD`. This makes a new commit that undoes the last one and  ┆ would send. A wrong step outweighs any
                                                                                      ┆ keeps the history.                                                           ┆ number of kind words.
         To unstage them as well, use `--mixed`.                                      ┆                                                                              ┆
                                                                                      ┆ Your changes are then in the revert.                                         ┆  ✓ names the exact command
                                                                                      ┆                                                                              ┆  ✗ "just reinstall git"
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
                                                                                      ┆                                                                              ┆
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Which reply is better overall?
          1 A much   2 A better   3 A slightly   4 tie   5 B slightly   6 B better   7 B much   0 both bad   9 cannot judge
         · Why?  optional
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         u undo   - aside   f ask   n note   d diff   Tab flip   g guidelines   b browse   [ previous   : more   ? keys                                                                 5 · B slightly ✓ item 1
        """#)
  }
}
