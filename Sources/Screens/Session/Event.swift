package import Terminal

/// What happens to a screen.
package enum Event: Sendable {
  case key(Key, Moment)
  case paste(String, Moment)
  /// The terminal's size and character widths; the first event of a session.
  case resized(Viewport, Moment)
  /// The moment that the session asked to be woken at has come.
  case tick(Moment)
  /// The frame of the newest state has reached the terminal.
  case presented(Moment)
  /// The program is about to stop, suspend or open an editor: unfinished work is to be kept.
  case leaving(Moment)
  /// What an effect gave.
  case reply(Reply, Moment)

  /// When it happened.
  package var moment: Moment {
    switch self {
    case .key(_, let moment), .paste(_, let moment), .resized(_, let moment), .tick(let moment),
      .presented(let moment), .leaving(let moment), .reply(_, let moment):
      moment
    }
  }
}
