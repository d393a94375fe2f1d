import Foundation
import Items
import Support
import Testing

@Suite struct MeasureCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    // Cohen 1960, the table of two psychiatrists: kappa 0.492.
    let table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    var lines = ["case,who,diagnosis"]
    for (first, row) in table.enumerated() {
      for (second, count) in row.enumerated() {
        for _ in 0..<count {
          let number = lines.count
          lines.append("\(number),a,\(first)")
          lines.append("\(number),b,\(second)")
        }
      }
    }
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "cohen.csv")
  }

  private let columns = ["--item", "case", "--annotator=who", "--label", "diagnosis"]

  private func measure(_ arguments: String...) throws -> Scratch.Outcome {
    try scratch.run(Scratch.program, ["measure"] + arguments)
  }

  @Test func aPublishedKappaComesOut() throws {
    let outcome = try scratch.run(
      Scratch.program,
      ["measure", "cohen_kappa", "--input", "cohen.csv", "--bootstrap", "0", "--json"] + columns)
    let result = try JSON(text: outcome.output)
    let value = Double(result["value"]?.shown ?? "") ?? .nan
    #expect(abs(value - 0.49152542372881347) < 1e-12)
    #expect(result["n"]?["items"]?.integerValue == 200)
    #expect(
      result.members?.prefix(4).map(\.key) == ["statistic", "value", "undefined", "interval"])
  }

  @Test func whatCannotBeKnownIsSaidInWords() throws {
    try scratch.write("item,annotator,label\n1,a,x\n1,b,x\n2,a,x\n2,b,x\n", to: "one.csv")
    let outcome = try measure("cohen_kappa", "--input", "one.csv", "--json")
    let result = try JSON(text: outcome.output)
    #expect(outcome.status == 0 && result["value"] == .null)
    #expect(result["undefined"]?.stringValue?.isEmpty == false)
  }

  @Test func wrongNamesAreUsageErrorsOrRefusalsWithTheNearestWord() throws {
    let option = try measure("cohen_kappa", "--input", "cohen.csv", "--wieghts", "linear")
    #expect(option.status == 64 && option.errors.contains("--weights"))
    let statistic = try measure("cohen_kapa", "--input", "cohen.csv")
    #expect(statistic.status == 1 && statistic.errors.contains("cohen_kappa"))
    let column = try measure("cohen_kappa", "--input", "cohen.csv")
    #expect(column.status == 1 && column.errors.contains("cohen.csv"))
    #expect(try measure("cohen_kappa").status == 1)
  }

  @Test func theListExplainsEachStatisticWithSourceAndTrap() throws {
    let listing = try measure("--list").output
    let entries = listing.components(separatedBy: "\n\n")
    #expect(entries.count > 50)
    for entry in entries {
      #expect(entry.contains("Source: ") && entry.contains("Trap: "), "\(entry.prefix(40))")
    }
    #expect(try measure("mace", "--describe").output.contains("--label NAME"))
  }

  @Test func casesAreComputedWithoutAnyLookAtWhatIsExpected() throws {
    try scratch.write(
      """
      [{"name":"one","statistic":"cohen_kappa","data":{"table":[[20,5],[10,15]]},"expected":99},
       {"name":"two","statistic":"nonsense","data":{},"expected":1}]
      """, to: "cases/set.json")
    let outcome = try measure("--cases", "cases/set.json", "--json")
    #expect(outcome.status == 0)
    let results = try JSON(text: outcome.output).elements ?? []
    #expect(abs((Double(results.first?["value"]?.shown ?? "") ?? .nan) - 0.4) < 1e-12)
    #expect(results.last?["error"] != nil)
  }

  @Test func theFilesOfCasesLieBesideTheirFolder() throws {
    try scratch.write(
      #"[{"name":"f","statistic":"cohen_kappa","data":{"file":"cohen.csv","columns":"#
        + #"{"item":"case","annotator":"who","label":"diagnosis"}}}]"#, to: "cases/set.json")
    let outcome = try measure("--cases", "cases/set.json", "--json")
    let value = try JSON(text: outcome.output).elements?.first?["value"]?.shown ?? outcome.output
    #expect(value.hasPrefix("0.4915254237288"), "\(value)")
  }
}
