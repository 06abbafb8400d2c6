import CLibPQ
import Glibc

extension PostgresSession {
    /// Connects, takes on the role and makes the settings.
    ///
    /// - Throws: `.unavailable` with libpq's reason, which names host, user and database but never the password;
    ///   `.invalidConfiguration`; or the server's refusal of a role or setting.
    func connect(token: UInt64?) throws(PostgresError) {
        let options = try ConnectionOptions(configuration)
        operation = Operation(token: token, timeout: options.totalTimeout)
        defer { publishStatus() }
        do throws(PostgresError) {
            try open(options)
            try perform(Operation(token: token, timeout: options.totalTimeout), mayCommit: { false }) {
                () throws(PostgresError) in
                _ = try exchange(settings)
            }
        } catch {
            finish()
            guard error.code == .deadline else { throw error }
            throw PostgresError(.unavailable, "the database didn't answer in time")
        }
    }

    private func open(_ options: ConnectionOptions) throws(PostgresError) {
        handle = PostgresHandle(options.start(), notices: notices)
        // Right after the start libpq wants to write, whatever PQconnectPoll hasn't said yet.
        var next = PGRES_POLLING_WRITING
        while PQstatus(handle.pointer) != CONNECTION_BAD {
            switch next {
            case PGRES_POLLING_OK:
                PQsetnonblocking(handle.pointer, 1)
                return
            case PGRES_POLLING_READING: _ = try wait(for: POLLIN)
            case PGRES_POLLING_WRITING: _ = try wait(for: POLLOUT)
            default: throw refused()
            }
            next = PQconnectPoll(handle.pointer)
        }
        throw refused()
    }

    private func refused() -> PostgresError {
        PostgresError(.unavailable, "the database can't be reached: \(handle.lastMessage)")
    }

    private var settings: [PostgresQuery] {
        var queries: [PostgresQuery] = []
        if let role = configuration.role { queries.append("SET ROLE \(identifier: role)") }
        for (name, value) in configuration.parameters.sorted(by: { $0.key < $1.key }) {
            queries.append("SELECT set_config(\(name), \(value), false)")
        }
        return queries
    }
}
