/// This program's version.
enum GlossVersion {
  static let text = "0.1.0"
}
