import Testing

/// The real program in a real terminal: the outermost ring, one test a wire.
///
/// Nothing sleeps: every step waits for the screen, for the program's end or for its silence.
@Suite("The program in a terminal", .serialized)
struct ProgramTests {}
