package import Judgments
package import Questions

/// What the line mode shares with the judging screen: the sides, the form and the judgment.
package enum Workpieces {
  /// The compared fields in the order shown to this person.
  package static func sides(of item: LoadedItem, in workplace: Workplace) -> [String] {
    Workpiece(item, in: workplace).sides
  }

  /// The questions, with what was answered before.
  package static func form(of item: LoadedItem, in workplace: Workplace) -> Form {
    Workpiece(item, in: workplace).form
  }

  /// The versions of an item that differ, a line each.
  package static func versions(of item: LoadedItem, in workplace: Workplace) -> [String] {
    VersionRows(Workpiece(item, in: workplace), in: workplace).pages().map { version in
      "\(version.title): \(version.lines.joined(separator: " · "))"
    }
  }

  /// The judgment that a form amounts to.
  package static func judgment(
    _ form: Form, of item: LoadedItem, in workplace: Workplace, aside: Aside?
  ) -> Judgment {
    var piece = Workpiece(item, in: workplace)
    piece.take(form)
    var judgment = piece.judgment(in: workplace, aside: aside)
    // In lines everything was printed before the first question.
    for index in judgment.read.indices { judgment.read[index].permille = 1000 }
    return judgment
  }
}
