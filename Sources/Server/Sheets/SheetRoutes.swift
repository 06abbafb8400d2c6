import HTTPTypes
import Hummingbird
import NIOCore
import ProjectionEngine
import Sheets
import Vocabulary

/// The sheets, whole or by what has changed.
struct SheetRoutes: Sendable {
    let queries: SheetQueries
    let position: ReadPosition
    let tenants: TenantDirectory

    private static let limits = 1...1000
    private static let csvPage = 1000

    /// For the key's own tenant or the default one, and for any other below `/t/{tenant}`.
    var routes: [Route] {
        ["", "/t/{tenant}"].map { prefix in
            Route.keyed(.inbox, .get, "\(prefix)/v1/sheets/{sheet}") { request, context, principal in
                let tenant = try tenants.tenant(of: context, for: principal)
                let query = try Query(request.uri.query)
                let (sheet, isCSV) = try Self.sheet(context)
                try await position.wait(for: SheetsProjection.projection.name, query)
                return isCSV ? csv(of: sheet, in: tenant) : try await json(of: sheet, in: tenant, query)
            }
        }
    }

    /// `clients`, or `clients.csv`.
    private static func sheet(_ context: ServerContext) throws(APIError) -> (Sheet, isCSV: Bool) {
        let name = context.parameters.get("sheet") ?? ""
        let isCSV = name.hasSuffix(".csv")
        guard let sheet = Sheet(rawValue: isCSV ? String(name.dropLast(4)) : name) else { throw .notFound }
        return (sheet, isCSV)
    }

    /// A page of the sheet; with `since`, of what has changed after that position.
    private func json(of sheet: Sheet, in tenant: TenantID, _ query: Query) async throws -> Response {
        let limit = try query.number("limit", in: Self.limits, otherwise: 500)
        let since = try query.one("since", as: "a position") { text in
            Int64(text).flatMap { (-1..<Int64.max).contains($0) ? Position($0) : nil }
        }
        let (rows, next): ([SheetRow], JSON?)
        if let since {
            let changes = try await queries.changes(of: sheet, in: tenant, since: since, limit: limit)
            (rows, next) = (changes.rows, changes.next.map { .integer($0.rawValue) })
        } else {
            let page = try await queries.rows(of: sheet, in: tenant, limit: limit, after: try query.one("after"))
            (rows, next) = (page.rows, page.next.map(JSON.string))
        }
        return Response(json: [
            "sheet": .string(sheet.rawValue), "columns": .array(sheet.columns.map(JSON.string)),
            "rows": .array(rows.map { $0.json(in: sheet) }), "next": next ?? .null,
        ])
    }

    /// All of the sheet, written as it is read: a file of any length takes no more memory than a page.
    private func csv(of sheet: Sheet, in tenant: TenantID) -> Response {
        let body = ResponseBody { [queries] writer in
            try await writer.write(ByteBuffer(bytes: CSVText.header(of: sheet)))
            var key: String?
            repeat {
                let page = try await queries.rows(of: sheet, in: tenant, limit: Self.csvPage, after: key)
                try await writer.write(ByteBuffer(bytes: page.rows.flatMap(CSVText.line)))
                key = page.next
            } while key != nil
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(sheet.rawValue).csv\"", .xContentTypeOptions: "nosniff",
            ],
            body: body)
    }
}
