import Curl
import HTTPTypes
import Testing
import Vocabulary

@testable import Server

/// The description and the routes can't part ways.
@Suite(.serialized) struct OpenAPIDocumentTests {
    /// Each operation of the document, by `GET /path`.
    private static func operations(_ document: JSON) -> [String: JSON] {
        var operations: [String: JSON] = [:]
        for path in document["paths"]?.object ?? [:] {
            for method in path.value.object ?? [:] {
                operations["\(method.name.uppercased()) \(path.name)"] = method.value
            }
        }
        return operations
    }

    private static func line(_ route: Route) -> String {
        "\(route.method.rawValue) \(route.path.replacing("**", with: "{path}"))"
    }

    @Test func `Every route is described, and nothing else is`() async throws {
        try await TestServer.run { server in
            let document = try await server.send(.get, "/openapi.json").json
            #expect(Set(server.table.routes.map(Self.line)) == Set(Self.operations(document).keys))
            let paths = Set(server.table.routes.map { "\($0.method.rawValue) \(Endpoint($0).ownPath)" })
            let described = Operation.all.map { "\($0.method.rawValue) \($0.path)" }
            #expect(Set(described) == paths)
            #expect(Set(described).count == described.count)
        }
    }

    @Test func `Who may call an operation stands there as the route has it`() async throws {
        try await TestServer.run { server in
            let document = try await server.send(.get, "/openapi.json").json
            let operations = Self.operations(document)
            for route in server.table.routes {
                let operation = try #require(operations[Self.line(route)])
                let security = try #require(operation["security"]?.array)
                switch route.access {
                case .open: #expect(security.isEmpty, "\(Self.line(route))")
                case .key(let scope):
                    let name = JSON.string(scope.rawValue)
                    #expect(security == [["bearer": [name]], ["apiKey": [name]]], "\(Self.line(route))")
                case .signed(let source):
                    let names = security.compactMap { $0.object?.members.first?.name.lowercased() }
                    let word = source.rawValue.filter(\.isLetter)
                    #expect(!names.isEmpty && names.allSatisfy { $0.hasPrefix(word) }, "\(Self.line(route))")
                }
                for scheme in security.compactMap({ $0.object?.members.first?.name }) {
                    #expect(document["components"]?["securitySchemes"]?[scheme] != nil)
                }
                let statuses = Set((operation["responses"]?.object ?? [:]).map(\.name))
                #expect(statuses.contains("401") == (route.access != .open), "\(Self.line(route))")
                if case .key = route.access { #expect(statuses.isSuperset(of: ["403", "500", "503"])) }
            }
        }
    }

    @Test func `A tile that anybody may read is described so`() async throws {
        try await TestServer.run(configure: { $0.tilesArePublic = true }) { server in
            let document = try await server.send(.get, "/openapi.json").json
            #expect(document["paths"]?["/tile/{path}"]?["get"]?["security"] == [])
        }
    }

    @Test func `Every reference leads somewhere`() async throws {
        try await TestServer.run { server in
            let document = try await server.send(.get, "/openapi.json").json
            let references = Self.references(in: document)
            #expect(references.count > 100)
            for reference in Set(references) {
                #expect(SchemaCheck(document: document).resolve(reference) != nil, "\(reference)")
            }
        }
    }

    private static func references(in value: JSON) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap(references)
        case .object(let object):
            object.flatMap { member in
                member.name == "$ref" ? [member.value.string ?? ""] : references(in: member.value)
            }
        default: []
        }
    }

    @Test func `Operations have names of their own, and their paths' parameters`() async throws {
        try await TestServer.run { server in
            let operations = Self.operations(try await server.send(.get, "/openapi.json").json)
            let ids = operations.values.compactMap { $0["operationId"]?.string }
            #expect(ids.count == operations.count && Set(ids).count == ids.count)
            for (line, operation) in operations {
                let parameters = (operation["parameters"]?.array ?? []).filter { $0["in"] == "path" }
                let named = line.matches(of: /\{(\w+)\}/).map { String($0.1) }
                #expect(Set(parameters.compactMap { $0["name"]?.string }) == Set(named), "\(line)")
                #expect(operation["tags"]?.array?.count == 1)
                #expect(operation["summary"]?.string?.isEmpty == false)
            }
        }
    }

    @Test(arguments: Operation.all.map(\.id))
    func `Every example fits the schema beside it`(id: String) throws {
        let operation = try #require(Operation.all.first { $0.id == id })
        let check = SchemaCheck(document: ["components": Components.json])
        if let body = operation.body {
            #expect(!body.examples.isEmpty)
            for example in body.examples {
                #expect(check.problems(example.value, .object(body.schema.json)) == [], "\(example.name)")
            }
        }
        for parameter in operation.parameters {
            guard let example = parameter.example else { continue }
            #expect(check.problems(example, .object(parameter.schema.json)) == [], "\(parameter.name)")
        }
        #expect(operation.replies.contains { (200..<300).contains($0.status) })
        for reply in operation.replies {
            for content in reply.content where content.type == "application/json" {
                let sample = try #require(content.sample)
                #expect(check.problems(sample, .object(content.schema?.json ?? [:])) == [], "\(reply.status)")
            }
        }
    }

    @Test func `The server's URL and version are the configured ones`() async throws {
        try await TestServer.run { server in
            let document = try await server.send(.get, "/openapi.json").json
            #expect(document["openapi"] == "3.1.1")
            #expect(document["servers"] == [["url": "/"]])
        }
        try await TestServer.run(configure: {
            $0.publicURL = "https://ledger.example.com"
            $0.version = "7.8.9"
        }) { server in
            let document = try await server.send(.get, "/openapi.json").json
            #expect(document["servers"] == [["url": "https://ledger.example.com"]])
            #expect(document["info"]?["version"] == "7.8.9")
        }
    }
}
