import Curl
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct SheetRouteTests {
    private static func deliver(_ id: String, _ fields: JSONObject, to server: TestServer) async throws {
        var data = fields
        data["contactId"] = .string(id)
        let body: JSON = ["event": "contact.updated", "timestamp": "2025-01-15T10:30:00Z", "data": .object(data)]
        let webhook = TestServer.signedByRespondIO(String(decoding: body.serialized(), as: UTF8.self))
        #expect(try await server.deliver(webhook, to: "/webhook/respond-io").status == 200)
    }

    @Test func `A sheet is read as CSV, and as JSON by what has changed`() async throws {
        try await TestServer.run { server in
            try await Self.deliver(
                "1",
                [
                    "name": "=cmd|' /C calc'!A0", "identifier": "+1 555 0101 001", "tags": ["client"],
                    "customFields": ["client_id": "c1", "total_calls": -3, "project_ids": "p1, p2"],
                ], to: server)
            try await Self.deliver("2", ["name": "An \"expert\"", "tags": ["expert"]], to: server)
            let position = try await server.eventCount() - 1
            let key = try await server.key(.inbox)
            let csv = try await server.send(.get, "/v1/sheets/clients.csv?at_least=\(position)", headers: key)
            #expect(csv.status == 200)
            #expect(csv.headers["content-type"] == "text/csv; charset=utf-8; header=present")
            let lines = csv.text.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.count == 3)
            #expect(lines[0].hasPrefix("key,client_id,name,phone,"))
            #expect(
                lines[1].hasSuffix(
                    #",c1,'=cmd|' /C calc'!A0,'+15550101001,,,,"p1, p2",FALSE,FALSE,,,,-3,,client,"#))
            #expect(lines[2].isEmpty)
            let projects = try await server.send(.get, "/v1/sheets/projects", headers: key).json
            #expect(projects["rows"]?.array?.map { $0["key"]?.string } == ["p1", "p2"])
            #expect(projects["rows"]?.array?.first?["cells"]?["client_ids"]?.string == "c1")
            let changes = try await server.send(.get, "/v1/sheets/experts?since=\(position - 1)", headers: key).json
            #expect(changes["rows"]?.array?.map { $0["changed"]?.integer } == [position])
            #expect(changes["rows"]?.array?.first?["cells"]?["name"]?.string == "An \"expert\"")
            #expect(changes["next"] == .null)
            for (path, status) in [
                ("/v1/sheets/people", 404), ("/v1/sheets/clients.xls", 404), ("/v1/sheets/.csv", 404),
                ("/v1/sheets/clients?since=x", 400), ("/v1/sheets/clients?limit=0", 400),
                ("/t/acme/v1/sheets/clients.csv", 200), ("/t/nobody/v1/sheets/clients.csv", 404),
            ] {
                #expect(try await server.send(.get, path, headers: key).status == status, "\(path)")
            }
            #expect(try await server.get("/v1/sheets/clients.csv", as: .audit).status == 403)
        }
    }
}
