import Items
import Project
import Questions
import Testing

@Suite struct NewProjects {
  private func folder(_ files: [ProjectTemplate.File], _ more: [String: String] = [:]) -> MemoryTree
  {
    MemoryTree(
      texts: Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) })
        .merging(more) { $1 })
  }

  /// The keys that the default keymap gives to commands.
  private let reserved = Set("u U-[]fncdRCgGib/S:lq?.w|jk ")

  @Test(arguments: ProjectTemplate.kinds)
  func theProjectOfEveryKindIsSound(kind: String) throws {
    let files = try #require(ProjectTemplate.files(kind: kind, name: "My first: project"))
    let result = ProjectCheck.run(folder(files), reservedKeys: reserved)
    #expect(result.problems.isEmpty, "\(result.problems.map(\.message))")
    #expect(result.project?.name == "my_first_project")
    #expect(result.project?.title == "My first: project")
    #expect(result.counts.items >= 2)
    #expect(result.project?.questions.map(\.kindName) == [kind])
  }

  @Test func thereIsNoProjectOfAnUnknownKind() {
    #expect(ProjectTemplate.files(kind: "spanz", name: "x") == nil)
  }

  @Test(arguments: [
    (
      #"{"idx": 0, "motivation_app": "Grammarly", "cmp_key": "a_b", "instruction": "Rewrite it.", "#
        + #""input": "", "response1": "If so, ask.", "response2": "", "annotator1": 2}"#,
      "id=idx texts=instruction,input pair=response1,response2 hide=cmp_key,annotator1"
    ),
    (
      #"{"chosen": "\n\nHuman: Hi\n\nAssistant: Yes", "rejected": "\n\nHuman: Hi\n\nAssistant: No"}"#,
      "id=- texts= pair=chosen,rejected hide="
    ),
    (
      #"{"uid": "x", "prompt": [{"role": "user", "content": "Hi"}], "response_a": "**A**", "#
        + #""response_b": "B", "model_a": "m", "model_b": "n", "winner": "model_a"}"#,
      "id=uid texts=prompt pair=response_a,response_b hide=model_a,model_b,winner"
    ),
    (
      #"{"id": "1", "text": "Short.", "lang": "en", "label": "pos"}"#,
      "id=id texts=text pair= hide=label"
    ),
    (
      #"{"Headline": "Bees find home", "score": 3}"#, "id=- texts=Headline pair= hide=score"
    ),
    (#"{"zeile": "kurz"}"#, "id=- texts=zeile pair= hide="),
    (
      #"{"question1": "Q?", "question2": "R?", "answerA": "A long answer to it.", "#
        + #""answerB": "Another long answer to it."}"#,
      "id=- texts=question1,question2 pair=answerA,answerB hide="
    ),
  ])
  func fieldsAreGuessedFromRecords(line: String, expected: String) throws {
    let guess = FieldGuess(from: [try JSON(parsing: Array(line.utf8), file: "f")])
    let found =
      "id=\(guess.idField ?? "-") texts=\(guess.texts.joined(separator: ",")) "
      + "pair=\(guess.pair.joined(separator: ",")) hide=\(guess.hide.joined(separator: ","))"
    #expect(found == expected)
  }

  @Test func anIdThatRepeatsIsNone() throws {
    let records = try [#"{"id":1,"text":"a"}"#, #"{"id":1,"text":"b"}"#].map {
      try JSON(parsing: Array($0.utf8), file: "f")
    }
    #expect(FieldGuess(from: records).idField == nil)
    #expect(FieldGuess(from: []) == FieldGuess())
    #expect(FieldGuess(from: [.null, ["a"]]) == FieldGuess())
  }

  @Test func displaysAreGuessedFromTheValues() throws {
    let record = try JSON(
      parsing: Array(
        #"{"prompt":"\n\nHuman: a\n\nAssistant: b","reply_a":"```x```","reply_b":"y"}"#.utf8),
      file: "f")
    let guess = FieldGuess(from: [record])
    #expect(guess.displays == ["prompt": .conversation, "reply_a": .markdown, "reply_b": .text])
  }

  @Test(arguments: ProjectTemplate.kinds)
  func aProjectAroundOnesOwnDataIsSound(kind: String) throws {
    let line =
      #"{"idx": 7, "model name": "m", "the prompt": "Hi there", "{B}: a": "A", "{B}: b": "B"}"#
    let guess = FieldGuess(from: [try JSON(parsing: Array(line.utf8), file: "f")])
    #expect(guess.pair == ["{B}: a", "{B}: b"])
    let files = try #require(ProjectTemplate.files(kind: kind, name: "own", sample: guess))
    #expect(files.map(\.path) == ["project.yaml", "guidelines/own.md", "lead.yaml"])
    let result = ProjectCheck.run(folder(files, ["items/own.jsonl": line]), reservedKeys: reserved)
    #expect(result.problems.isEmpty, "\(result.problems.map(\.message))\n\(files[0].text)")
    #expect(result.project?.hide == ["model name"])
    #expect(result.project?.fields.contains("the prompt") == true)
  }

  @Test func aComparisonWithoutCandidatesSaysWhereToNameThem() throws {
    let files = try #require(
      ProjectTemplate.files(kind: "comparison", name: "own", sample: FieldGuess(texts: ["text"])))
    #expect(files[0].text.contains("# No two fields looked like candidates"))
    let problems = ProjectCheck.run(folder(files), reservedKeys: reserved).problems
    #expect(problems.isEmpty, "\(problems.map(\.message))\n\(files[0].text)")
  }

  @Test(arguments: [
    "a\nb: c", "\u{1B}[2J", "\"'", "\u{202E}x", "é\u{85}\u{2028}", "- x", "#y", "&z",
  ])
  func titlesAndFieldsOfAnySortSurvive(text: String) throws {
    let files = try #require(
      ProjectTemplate.files(
        kind: "text", name: text, sample: FieldGuess(texts: [text], hide: ["*"])))
    let yaml = files[0].text
    #expect(yaml.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0 != "\u{202E}" })
    let (project, problems) = ProjectDefinition.read(yaml: Array(yaml.utf8), file: "p")
    #expect(problems.isEmpty, "\(problems.map(\.message))\n\(yaml)")
    #expect(project?.title == text)
    #expect(project?.parts == [.field(text, .text)])
  }
}
