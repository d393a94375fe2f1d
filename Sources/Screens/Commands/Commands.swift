/// Every command of the program's screens.
package enum Commands {
  /// The contexts that keymaps bind in, with what they are for.
  package static let contexts: [(name: String, summary: String)] = [
    ("judging", "an item is on the screen"),
    ("list", "a list of items or stores"),
    ("reading", "a page to read: guidelines, help, raw text"),
  ]

  private static let everywhere = ["judging", "list", "reading"]

  package static let all: [Command] =
    [
      Command("submit", "submit", "Saves the judgment and goes on to the next item", .judge),
      Command(
        "undo", "undo",
        "Takes back the last answer here, then the newest judgment, note or question",
        .judge),
      Command("redo", "redo", "Does again what was taken back", .judge),
      Command("question-next", "next question", "Moves to the next question", .judge),
      Command("question-previous", "question before", "Moves to the question before", .judge),
      Command("filter-labels", "find label", "Finds a label by typing a part of its name", .judge),
      Command("clear", "clear", "Clears the answer of the focused question", .judge),
      Command("keep-first", "first version", "Keeps the first of two versions in conflict", .judge),
      Command(
        "keep-second", "second version", "Keeps the second of two versions in conflict", .judge),
      Command(
        "conflicts", "conflicts", "Goes through what your devices judged differently", .move,
        in: ["judging", "list"], givesWayToLabels: true),
      Command("read-on", "read on", "Reads on through every text, and never skips one", .read),
      Command("line-down", "down", "Scrolls down by a line", .read, in: everywhere),
      Command("line-up", "up", "Scrolls up by a line", .read, in: everywhere),
      Command("page-down", "page down", "Scrolls down by a page", .read, in: everywhere),
      Command("page-up", "page up", "Scrolls up by a page", .read, in: everywhere),
      Command("top", "top", "Goes to the beginning of the text", .read, in: everywhere),
      Command("bottom", "bottom", "Goes to the end of the text", .read, in: everywhere),
      Command("flip", "flip", "Shows the other reply, or moves to the other pane", .read),
      Command("layout", "layout", "Changes how the replies are laid out", .read),
      Command("lock", "lock scroll", "Scrolls both replies together, or apart", .read),
      Command("difference", "diff", "Marks the words in which the replies differ", .read),
      Command("raw", "raw", "Shows the raw text and every altered character", .read),
      Command("guidelines", "guidelines", "Shows or hides the guidelines beside the item", .read),
      Command("guidelines-full", "all guidelines", "Shows the whole handbook", .read),
      Command(
        "guidelines-down", "rule down", "Scrolls the guidelines beside the item down", .read),
      Command("guidelines-up", "rule up", "Scrolls the guidelines beside the item up", .read),
      Command("guidelines-find", "find rule", "Finds a text in the guidelines", .read),
      Command(
        "inspect", "rule of a label", "Shows the rule of a label, and chooses nothing", .read),
      Command("find", "find", "Finds a text", .read, in: everywhere),
      Command(
        "find-next", "next match", "Goes to the next match", .read, in: ["judging", "reading"]),
      Command("next", "next", "Goes to the next item", .move),
      Command("previous", "previous", "Goes to the item before", .move),
      Command("next-open", "next open", "Goes to the next item that is not judged yet", .move),
      Command("browse", "browse", "Lists the items, judged and unjudged", .move),
      Command("last-item", "last item", "Addresses the next command to the item just left", .move),
      Command("aside", "aside", "Puts the item aside, with a reason", .record),
      Command("aside-later", "later", "Puts the item aside until later", .record),
      Command("ask", "ask", "Asks the lead a question about this item", .record),
      Command("note", "note", "Writes a note on this item", .record),
      Command("confidence", "confidence", "Says how sure you are, from 1 to 5", .record),
      Command("away", "away", "Marks time spent checking elsewhere, and its end", .record),
      Command("editor", "editor", "Opens your editor on the text answer", .record),
      Command("copy", "copy", "Copies the reply that is shown", .record),
      Command(
        "open", "open", "Opens what is selected, or says that a page was read", .lists,
        in: ["list", "reading"]),
      Command("filter-next", "filter", "Shows the next kind of items", .lists, in: ["list"]),
      Command(
        "filter-previous", "filter back", "Shows the kind of items before", .lists, in: ["list"]),
      Command(
        "palette", "more", "Finds a command by typing a part of its name", .other, in: everywhere),
      Command("help", "keys", "Shows the keys", .other, in: everywhere),
      Command("sync", "sync", "Sends and receives while you go on judging", .other),
      Command("redraw", "redraw", "Draws the screen anew", .other, in: everywhere),
      Command(
        "suspend", "suspend", "Suspends the program; fg brings it back", .other, in: everywhere),
      Command(
        "cancel", "cancel", "Cancels what is being typed; never quits", .other, in: everywhere),
      Command("quit", "leave", "Leaves; everything is saved", .other, in: ["judging", "list"]),
    ]
    + (1...10).map { number in
      Command(
        "choose-\(number)", "option \(number)", "Chooses the option in place \(number)", .judge)
    }

  /// A command by its name.
  package static func named(_ name: String) -> Command? { all.first { $0.name == name } }
}
