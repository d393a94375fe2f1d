import Items

/// A file of data that was opened, compressed or not.
struct InputFile {
  let source: any ByteSource
  /// The file itself where it is not compressed, for how far it was read.
  let plain: FileSource?

  init(_ path: String) throws {
    let file = try FileSource(path)
    if file.isCompressed, path == "-" {
      throw Refusal(
        "Standard input is compressed.", remedy: "Pipe it through gzip -dc first.")
    }
    if file.isCompressed {
      source = try GzipSource(path)
      plain = nil
    } else {
      source = file
      plain = file
    }
  }

  /// The bytes of a file, decompressed where it begins as gzip does.
  static func source(_ path: String) throws -> any ByteSource { try InputFile(path).source }
}
