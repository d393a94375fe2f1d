import Foundation
import Items
import Markdown
import Screens
import Terminal
import Testing

/// Replies of real models, read from the data beside the repository where it is there.
@Suite struct RealTexts {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/data/pandalm-testset/testset.jsonl").standardizedFileURL

  private static func texts() throws -> [String] {
    guard let data = try? Data(contentsOf: file) else { return [] }
    return try data.split(separator: 0x0A).enumerated().flatMap { index, line in
      let json = try JSON(parsing: Array(line), file: "testset.jsonl", line: index + 1)
      guard case .object(let members) = json else { return [String]() }
      return members.compactMap { $0.value.stringValue }
    }
  }

  private static let isThere = FileManager.default.fileExists(atPath: file.path)

  private func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  @Test(.enabled(if: isThere, "the texts are not beside the repository"))
  func noReplyLosesAWordAndNoLineIsTooWide() throws {
    let texts = try Self.texts()
    #expect(texts.count > 2_000)
    for (index, text) in texts.enumerated() {
      for form in ReadingForm.allCases {
        let lines = Reading.lines(text: text, as: form, columns: 60, widths: .standard)
        let widest = lines.map { $0.width() }.max() ?? 0
        #expect(widest <= 60, "text \(index) as \(form)")
      }
      var left: [String: Int] = [:]
      let shown = Reading.lines(text: text, as: .markdown, columns: 90_000, widths: .standard)
      for word in words(shown.map(\.text).joined(separator: "\n")) { left[word, default: 0] += 1 }
      for word in words(text) { left[word, default: 0] -= 1 }
      let lost = left.filter { $0.value < 0 }
      #expect(lost.isEmpty, "text \(index): \(lost) \(text)")
    }
  }
}
