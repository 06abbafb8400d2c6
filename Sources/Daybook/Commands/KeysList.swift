import ArgumentParser
import Ledger
import Server
import Vocabulary

/// `daybook keys list`
struct KeysList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the API keys, newest first; never a secret.",
        discussion: """
            Example:
              daybook keys list --output json
            """)

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let environment = Environment()
        let keys = try await withPool(environment, logger: environment.logger()) { pool in
            try await APIKeyStore(pool: pool).list()
        }
        switch output.output {
        case .table:
            var table = Table("ID", "NAME", "TENANT", "SCOPES", "CREATED", "STATE", "LAST USED")
            for key in keys {
                table.add(
                    key.id, key.name, key.tenant?.description ?? "(all)",
                    key.scopes.map(\.rawValue).joined(separator: ","),
                    key.createdAt.description, Self.state(of: key), key.lastUsedAt?.description ?? "-")
            }
            print(table.text)
        case .json:
            print(String(decoding: JSON.array(keys.map(Self.json)).serialized(), as: UTF8.self))
        case .jsonl:
            for key in keys { print(String(decoding: Self.json(key).serialized(), as: UTF8.self)) }
        }
    }

    private static func state(of key: APIKeyRecord) -> String {
        if key.revokedAt != nil { return "revoked" }
        guard let expiresAt = key.expiresAt else { return "valid" }
        return expiresAt <= .now() ? "expired" : "valid until \(expiresAt)"
    }

    private static func json(_ key: APIKeyRecord) -> JSON {
        func text(_ value: (some CustomStringConvertible)?) -> JSON { value.map { .string($0.description) } ?? .null }
        return [
            "id": .string(key.id), "name": .string(key.name), "tenant": text(key.tenant),
            "scopes": .array(key.scopes.map { .string($0.rawValue) }), "created_at": text(key.createdAt),
            "expires_at": text(key.expiresAt), "revoked_at": text(key.revokedAt), "last_used_at": text(key.lastUsedAt),
        ]
    }
}
