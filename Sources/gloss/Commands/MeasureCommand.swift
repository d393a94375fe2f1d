import ArgumentParser
import Items
import Quality

/// `gloss measure STATISTIC --input FILE`: any statistic on a plain table.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Computes a statistic on a table of judgments.",
    usage: """
      gloss measure STATISTIC --input FILE [--COLUMN NAME]... [--OPTION VALUE]... [--json]
             gloss measure --cases FILE [--data DIR] [--json]
             gloss measure --list
      """,
    discussion: """
      The table is CSV, TSV or JSON Lines with a header; a judgment is a row with an item, an \
      annotator and a label, a comparison one with first, second and choice. Where your columns \
      have other names, say so: --label rating. A statistic's own options are given the same way: \
      --weights quadratic. gloss measure --list explains every statistic, gloss measure STATISTIC \
      --describe its columns and options.
      """)

  @Argument(help: "The statistic, such as krippendorff_alpha.")
  var statistic: String?

  @Option(help: "The table; - is standard input.", completion: .file())
  var input: String?

  @Option(help: "csv, tsv or jsonl; guessed from the name unless given.")
  var format: String?

  @Flag(help: "Print one JSON document.")
  var json = false

  @Option(help: "Compute every case of a file.", completion: .file())
  var cases: String?

  @Option(
    help: "Where the files lie that cases name; beside the folder of the case file unless given.",
    completion: .directory)
  var data: String?

  @Flag(help: "Explain each statistic, with its source and its trap.")
  var list = false

  @Flag(help: "Explain one statistic with its columns and options.")
  var describe = false

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "Columns and options of the statistic, as --NAME VALUE.", valueName: "option"))
  var rest: [String] = []

  func run() throws {
    if list { return try TextOutput.standard.line(Statistic.listing) }
    if let cases { return try MeasureCases(file: cases, data: data).run() }
    guard let name = statistic else {
      throw ValidationError("Name a statistic; gloss measure --list explains them all.")
    }
    let statistic = try Statistic.named(name)
    if describe {
      for line in MeasureDescription.lines(statistic) { try TextOutput.standard.line(line) }
      return
    }
    let arguments = try MeasureArguments(rest, of: statistic)
    let data = try MeasureTable(input: input, format: format).read(statistic, arguments)
    var options = arguments.options
    // Without a table there are no columns to name: what was given is the series itself.
    if input == nil { options.merge(arguments.columns) { option, _ in option } }
    let result = try measure(
      MeasureRequest(statistic: statistic.name, data: data, options: MeasureOptions(options)))
    try TextOutput.standard.line(json ? result.json.text : result.text)
  }
}
