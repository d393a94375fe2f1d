import Curses
import Terminal
import Testing

@Suite("Theme")
struct ThemeTests {
  private let all = [0, 8, 16, 256].flatMap { colours in
    [ColourPolicy.standard, .none, .highContrast].map { (colours, $0) }
  }

  @Test func bodyIsTheUsersOwnInkAndPaperEverywhere() {
    for (colours, policy) in all {
      #expect(Theme(colours: colours, policy: policy)[.body] == Look())
    }
  }

  @Test func noColourIsUsedThatTheTerminalLacks() {
    for (colours, policy) in all {
      let theme = Theme(colours: colours, policy: policy)
      for role in Role.allCases {
        let most = max(theme[role].ink ?? -1, theme[role].paper ?? -1)
        #expect(most < (policy == .none ? 0 : colours), "\(role) with \(colours) colours")
      }
    }
  }

  @Test func whatMustBeNoticedDiffersFromBodyWithoutAnyColour() {
    let theme = Theme(colours: 0, policy: .none)
    let noticed: [Role] = [
      .title, .selected, .focus, .warning, .error, .altered, .added, .removed, .match, .key, .link,
    ]
    for role in noticed { #expect(!theme[role].attributes.isEmpty, "\(role)") }
  }

  @Test func aPaperNeverComesWithoutItsInk() {
    for (colours, policy) in all {
      let theme = Theme(colours: colours, policy: policy)
      for role in Role.allCases where theme[role].paper != nil {
        #expect(theme[role].ink != nil, "\(role) with \(colours) colours")
      }
    }
  }
}
