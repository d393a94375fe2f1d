package import Terminal

/// One screen: a pure state that reacts to events and draws itself.
package protocol Screen: Sendable {
  /// The contexts whose bindings hold here, innermost first.
  var contexts: [String] { get }
  /// When the screen wants a `tick`; nil for never.
  var deadline: Moment? { get }
  /// Reacts to an event.
  mutating func update(_ event: Event) -> [ScreenAction]
  /// Draws the screen.
  func view(in viewport: Viewport) -> Frame
}

extension Screen {
  package var deadline: Moment? { nil }
}

/// What a screen asks for: an effect on the world, or a change of screens.
package enum ScreenAction: Sendable {
  case effect(Effect)
  /// Puts a screen on top; events go there until it closes.
  case show(any Screen)
  /// Removes this screen from the top.
  case close
  /// Closes this screen and gives the one below a command, as if its key had been pressed.
  case perform(String)
  /// Closes this screen and makes the one below go to an item.
  case goTo(Int64)
}
