import HTTPTypes
import Vocabulary

/// The description of a server's routes, as OpenAPI 3.1 has it.
struct OpenAPIDocument: Sendable {
    /// Of the build.
    let version: String
    /// The URL under which the server is known; `nil` for wherever the document was read from.
    let url: String?
    /// In the order of the areas, and of the operations within each.
    let operations: [OperationOfRoute]

    /// - Parameters:
    ///   - endpoints: what the server has. Nothing else is described.
    ///   - descriptions: of endpoints, those of a tenant without its name.
    init(
        describing endpoints: [Endpoint], by descriptions: [Operation] = Operation.all, version: String, url: String?
    ) {
        self.version = version
        self.url = url
        operations = descriptions.flatMap { operation in
            endpoints.filter { $0.method == operation.method && $0.ownPath == operation.path }
                .sorted { $0.path.utf8.count < $1.path.utf8.count }
                .map { OperationOfRoute(operation: operation, endpoint: $0) }
        }
    }

    var json: JSON {
        [
            "openapi": "3.1.1",
            "info": [
                "title": "Daybook", "version": .string(version), "summary": .string(Self.summary),
                "description": .string(Self.introduction),
                "license": ["name": "Apache License 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(url ?? "/")]],
            "tags": .array(areas.map { ["name": .string($0.rawValue), "description": .string($0.text)] }),
            "paths": .object(paths), "components": Components.json,
        ]
    }

    /// The areas that something is in.
    var areas: [Area] {
        let used = Set(operations.map(\.operation.area))
        return Area.allCases.filter(used.contains)
    }

    private var paths: JSONObject {
        var names: [String] = []
        var items: [String: JSONObject] = [:]
        for operation in operations {
            let path = Endpoint.documented(operation.endpoint.path)
            if items[path] == nil { names.append(path) }
            items[path, default: [:]][operation.endpoint.method.rawValue.lowercased()] = operation.json
        }
        return JSONObject(names.map { ($0, .object(items[$0] ?? [:])) })
    }
}
