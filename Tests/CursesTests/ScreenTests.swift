import Testing

/// Everything that opens a terminal: ncurses has one screen a process, so these run one by one.
@Suite("Real terminal", .serialized)
enum ScreenTests {}
