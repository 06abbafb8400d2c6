package import Cryptography
package import Postgres
import Synchronization
package import Vocabulary

/// The data keys of subjects, unwrapped and kept for a while.
package final class SubjectKeys: Sendable {
    private let master: MasterKey
    private let cache: Mutex<BoundedCache<SubjectID, SymmetricKey>>
    private let lineage: DatabaseLineage

    /// Keeps at most `capacity` keys in memory.
    package convenience init(master: MasterKey, capacity: Int = 50_000) {
        self.init(master: master, capacity: capacity, lineage: DatabaseLineage())
    }

    init(master: MasterKey, capacity: Int, lineage: DatabaseLineage) {
        self.master = master
        self.lineage = lineage
        cache = Mutex(BoundedCache(capacity: capacity))
    }

    /// The key of a subject, if it is at hand.
    func cached(_ subject: SubjectID) -> SymmetricKey? {
        cache.withLock { $0[subject] }
    }

    /// A new key for a new subject, and its wrapped form for storage. It is kept once `remember` is told of it.
    func make(for subject: SubjectID) -> (key: SymmetricKey, wrapped: [UInt8]) {
        let key = SymmetricKey.random()
        return (key, master.wrap(key.bytes, purpose: Self.purpose(subject)))
    }

    /// Keeps a key that was read or stored in some era; not when that is over.
    func remember(_ key: SymmetricKey, of subject: SubjectID, era: Int) {
        cache.withLock { cache in
            if era == lineage.era { cache[subject] = key }
        }
    }

    func forget() {
        cache.withLock { $0.removeAll() }
    }

    /// The keys of these subjects; one that was erased is left out.
    ///
    /// - Parameter timeout: the longest that the database may take.
    package func keys(
        of subjects: Set<SubjectID>, on connection: PostgresConnection, timeout: Duration = .seconds(30)
    ) async throws -> [SubjectID: SymmetricKey] {
        let era = lineage.era
        var keys: [SubjectID: SymmetricKey] = [:]
        keys.reserveCapacity(subjects.count)
        cache.withLock { cache in
            for subject in subjects { keys[subject] = cache[subject] }
        }
        let missing = subjects.filter { keys[$0] == nil }
        guard !missing.isEmpty else { return keys }
        let rows = try await connection.query(
            PostgresQuery(Statements.readSubjectKeys, Array(missing)).timeout(timeout))
        for (subject, wrapped) in try rows.decode(SubjectID.self, [UInt8].self) {
            let bytes = try master.unwrap(wrapped, purpose: Self.purpose(subject))
            guard let key = SymmetricKey(bytes: bytes) else {
                throw LedgerError(.corrupt, "The data key of subject \(subject) doesn't have 32 bytes.")
            }
            keys[subject] = key
            remember(key, of: subject, era: era)
        }
        return keys
    }

    private static func purpose(_ subject: SubjectID) -> String {
        "subject:\(subject)"
    }
}
