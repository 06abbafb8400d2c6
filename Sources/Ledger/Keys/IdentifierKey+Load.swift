import Cryptography
package import Postgres

extension IdentifierKey {
    private static let name = "identifier"

    /// Whether `master` is the key that this ledger was made with; `nil` when the ledger has no key yet. Changes nothing.
    package static func isOpened(by master: MasterKey, on connection: PostgresConnection) async throws -> Bool? {
        let rows = try await connection.query("SELECT wrapped FROM ledger_keys WHERE name = \(name)")
        guard let stored = try rows.decode([UInt8].self).first else { return nil }
        return (try? master.unwrap(stored, purpose: name)) != nil
    }

    /// The ledger's identifier key; made, and kept wrapped, when the ledger has none yet.
    ///
    /// - Throws: `LedgerError(.key)` when the master key isn't the one this ledger was made with.
    static func load(master: MasterKey, on connection: PostgresConnection) async throws -> IdentifierKey {
        let wrapped = master.wrap(SecureRandom.bytes(32), purpose: name)
        try await connection.execute(
            "INSERT INTO ledger_keys (name, wrapped) VALUES (\(name), \(wrapped)) ON CONFLICT (name) DO NOTHING")
        // Whoever was first has made it.
        let rows = try await connection.query("SELECT wrapped FROM ledger_keys WHERE name = \(name)")
        guard let stored = try rows.decode([UInt8].self).first else {
            throw LedgerError(.schema, "The ledger's identifier key is missing.")
        }
        return IdentifierKey(try master.unwrap(stored, purpose: name))
    }
}
