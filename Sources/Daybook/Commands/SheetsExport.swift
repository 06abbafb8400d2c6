import ArgumentParser
import Ledger
import Sheets
import Vocabulary

extension Sheet: ExpressibleByArgument {}

/// `daybook sheets export`
struct SheetsExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a sheet to standard output.",
        discussion: """
            A text that a spreadsheet would take for a formula, since it begins with = + - or @, gets an apostrophe in front in CSV.

            Examples:
              daybook sheets export clients --output csv
              daybook sheets export projects --output json --tenant acme
            """)

    /// In what form a sheet is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, json
    }

    @Argument(help: "The sheet: projects, experts or clients.")
    var sheet: Sheet

    @Option(help: "How to write it: csv, or json with one row a line.")
    var output: Format = .csv

    @Option(help: "The tenant whose sheet it is.")
    var tenant: String = TenantID.default.description

    func validate() throws {
        guard TenantID(tenant) != nil else { throw ValidationError("\(tenant) can't be a tenant's id.") }
    }

    func run() async throws {
        let environment = Environment()
        guard let tenant = TenantID(tenant) else { return }
        let (sheet, output) = (sheet, output)
        try await withPool(environment, role: LedgerRole.projector, size: 1, logger: environment.logger()) { pool in
            let queries = SheetQueries(pool: pool)
            if output == .csv { Self.write(CSVText.header(of: sheet)) }
            var key: String?
            repeat {
                let page = try await queries.rows(of: sheet, in: tenant, limit: 1000, after: key)
                for row in page.rows {
                    switch output {
                    case .csv: Self.write(CSVText.line(of: row))
                    case .json: Self.write(row.json(in: sheet).serialized() + [UInt8(ascii: "\n")])
                    }
                }
                key = page.next
            } while key != nil
        }
    }

    private static func write(_ bytes: [UInt8]) {
        print(String(decoding: bytes, as: UTF8.self), terminator: "")
    }
}
