import Cryptography
import Logging
import Postgres
import Synchronization
import Vocabulary

/// Finds the subjects of identifiers, and makes those that are new, a whole batch at once.
final class SubjectDirectory: Sendable {
    private typealias Hashed = SubjectResolution.HashedIdentifier

    private let identifierKey: IdentifierKey
    private let keys: SubjectKeys
    private let pool: PostgresPool
    private let lineage: DatabaseLineage
    private let cache: Mutex<BoundedCache<SubjectResolution.Key, SubjectID>>
    /// Takes the requests of one caller at a time, each as its identifiers.
    let queue: BatchQueue<[[SubjectResolution.HashedIdentifier]], [SubjectID]>

    init(
        identifierKey: IdentifierKey, keys: SubjectKeys, pool: PostgresPool, capacity: Int, limits: BatchQueueLimits,
        lineage: DatabaseLineage
    ) {
        self.lineage = lineage
        self.identifierKey = identifierKey
        self.keys = keys
        self.pool = pool
        cache = Mutex(BoundedCache(capacity: capacity))
        queue = BatchQueue(limits)
    }

    /// The subjects that requests are about, in order; made where nobody has the identifiers.
    func subjects(_ requests: [SubjectRequest]) async throws(LedgerError) -> [SubjectID] {
        let hashed = requests.map(hash)
        let cached = hashed.map(cached)
        let missing = zip(hashed, cached).filter { $1 == nil }.map(\.0)
        guard !missing.isEmpty else { return cached.compactMap(\.self) }
        var found = try await queue.submit(missing).makeIterator()
        return cached.compactMap { $0 ?? found.next() }
    }

    /// The subject that has an identifier, if there is one.
    func find(_ identifier: ContactIdentifier, in tenant: TenantID) async throws(LedgerError) -> SubjectID? {
        let hashed = hash(SubjectRequest(tenant: tenant, identifiers: [identifier]))
        if let subject = cached(hashed) { return subject }
        return try await ledgerAccess {
            try await self.pool.withConnection { connection in
                try await self.known(hashed, on: connection).values.first
            }
        }
    }

    /// Serves batches until the queue is closed and empty.
    func run() async {
        await queue.run { batch in
            do {
                var subjects = try await self.resolve(batch.flatMap(\.self))[...]
                return batch.map { requests in
                    defer { subjects.removeFirst(requests.count) }
                    return .success(Array(subjects.prefix(requests.count)))
                }
            } catch {
                return batch.map { _ in .failure(LedgerError(any: error)) }
            }
        }
    }

    /// Empties the cache.
    func forget() {
        cache.withLock { $0.removeAll() }
    }

    private func hash(_ request: SubjectRequest) -> [Hashed] {
        let identifiers =
            request.identifiers.isEmpty ? SubjectRequest.tenant(request.tenant).identifiers : request.identifiers
        return identifiers.map { identifier in
            Hashed(
                tenant: request.tenant, hash: identifierKey.identifier(request.tenant, identifier),
                kind: identifier.kind)
        }
    }

    /// The subject of the strongest identifier, when all of them are known: then there is nothing to link either.
    private func cached(_ identifiers: [Hashed]) -> SubjectID? {
        cache.withLock { cache in
            var strongest: SubjectID?
            for identifier in identifiers {
                guard let subject = cache[SubjectResolution.Key(tenant: identifier.tenant, hash: identifier.hash)]
                else {
                    return nil
                }
                strongest = strongest ?? subject
            }
            return strongest
        }
    }

    private func resolve(_ requests: [[Hashed]]) async throws -> [SubjectID] {
        // Another process may link the same identifier between our look-up and our insert. Then all is undone and looked up
        // again; each round somebody gets on.
        while true {
            if let subjects = try await attempt(requests) { return subjects }
        }
    }

    private func attempt(_ requests: [[Hashed]]) async throws -> [SubjectID]? {
        let era = lineage.era
        let resolution: SubjectResolution? = try await pool.withConnection { connection in
            let known = try await self.known(requests.flatMap { $0 }, on: connection)
            let kinds = try await self.kinds(of: Set(known.values), on: connection)
            let resolution = SubjectResolution(requests, known: known, kinds: kinds, makeSubject: Self.makeSubject)
            return try await self.write(resolution, era: era, on: connection) ? resolution : nil
        }
        guard let resolution else { return nil }
        cache.withLock { cache in
            guard era == lineage.era else { return }
            for identifier in requests.joined() {
                let key = SubjectResolution.Key(tenant: identifier.tenant, hash: identifier.hash)
                cache[key] = resolution.known[key]
            }
        }
        return resolution.subjects
    }

    /// Writes what is new; `false`, and nothing written, when somebody else has linked one of the identifiers meanwhile.
    private func write(
        _ resolution: SubjectResolution, era: Int, on connection: PostgresConnection
    ) async throws -> Bool {
        guard !resolution.links.isEmpty else { return true }
        // In one order everywhere: two processes that link the same identifiers wait for each other, and never in a circle.
        let links = resolution.links.sorted {
            ($0.identifier.tenant, $0.identifier.hash) < ($1.identifier.tenant, $1.identifier.hash)
        }
        let created = resolution.created.map {
            (subject: $0.subject, tenant: $0.tenant, key: keys.make(for: $0.subject))
        }
        let query = PostgresQuery(
            Statements.linkIdentifiers, links.map(\.identifier.tenant), links.map(\.identifier.hash),
            links.map(\.identifier.kind.description), links.map(\.subject), created.map(\.subject),
            created.map(\.tenant), created.map(\.key.wrapped)
        ).timeout(Self.patience)
        guard try await link(query, on: connection) else { return false }
        for new in created { keys.remember(new.key.key, of: new.subject, era: era) }
        return true
    }

    private func link(_ query: PostgresQuery, on connection: PostgresConnection) async throws(PostgresError) -> Bool {
        do {
            try await connection.execute(query)
            return true
        } catch {
            guard error.sqlState == Self.lostRace else { throw error }
            return false
        }
    }

    /// How long a statement may take: whoever asked doesn't wait longer for the answer.
    private static let patience: Duration = .milliseconds(1500)

    /// The SQLSTATE that says that an identifier turned out to be linked.
    private static let lostRace = "DB002"

    private func known(
        _ identifiers: [Hashed], on connection: PostgresConnection
    ) async throws -> [SubjectResolution.Key: SubjectID] {
        let rows = try await connection.query(
            PostgresQuery(
                Statements.findSubjects, identifiers.map(\.tenant.description), identifiers.map(\.hash.bytes)
            ).timeout(Self.patience))
        var known: [SubjectResolution.Key: SubjectID] = [:]
        for (tenant, hash, subject) in try rows.decode(TenantID.self, Hash256.self, SubjectID.self) {
            known[SubjectResolution.Key(tenant: tenant, hash: hash)] = subject
        }
        return known
    }

    private func kinds(
        of subjects: Set<SubjectID>, on connection: PostgresConnection
    ) async throws -> [SubjectID: Set<ContactIdentifier.Kind>] {
        guard !subjects.isEmpty else { return [:] }
        let rows = try await connection.query(
            PostgresQuery(Statements.findIdentifierKinds, Array(subjects)).timeout(Self.patience))
        var kinds: [SubjectID: Set<ContactIdentifier.Kind>] = [:]
        for (subject, kind) in try rows.decode(SubjectID.self, String.self) {
            if let kind = ContactIdentifier.Kind(kind) { kinds[subject, default: []].insert(kind) }
        }
        return kinds
    }

    private static func makeSubject() -> SubjectID {
        SecureRandom.bytes(16).withUnsafeBytes { bytes in
            let words = bytes.loadUnaligned(as: (UInt64, UInt64).self)
            return SubjectID(version8: (words.0, words.1))
        }
    }
}
