/// A PostgreSQL cluster of one's own: its data lies in one directory, it listens on a Unix socket in a private
/// directory, and no other account can reach it.
///
/// The value is a handle: copies name the same cluster, and the server outlives it. Whoever starts a cluster stops it
/// with ``stop(_:)``, or leaves it running for the next ``start(_:)`` to adopt.
package struct PostgresCluster: Sendable {
    /// The data directory in use; differs from ``Options/directory`` when ``relocation`` is not `nil`.
    package let directory: String
    /// The directory of the server's Unix socket.
    package let socketDirectory: String
    /// The port in the socket's file name, which is also the TCP port when one was asked for.
    package let port: Int
    /// Whether the server ran already, with the settings of an earlier start.
    package let wasRunning: Bool
    /// Why the cluster is not where it was asked to be, as a sentence for the person who started it.
    package let relocation: String?

    let user: ClusterUser
    let programs: PostgresPrograms

    /// A libpq keyword/value connection string for `database`.
    ///
    /// Every role may log in through the socket without a password: the directory's permissions protect it.
    ///
    /// - Parameters:
    ///   - database: The database's name, not quoted.
    ///   - role: The role to log in as; by default the superuser that owns the cluster.
    package func connectionString(database: String, role: String = PostgresCluster.superuser) -> String {
        let pairs = [("host", socketDirectory), ("port", String(port)), ("user", role), ("dbname", database)]
        return pairs.map { "\($0)='\(Self.escaped($1))'" }.joined(separator: " ")
    }

    /// The superuser that `initdb` makes.
    package static let superuser = "postgres"

    /// Escapes a value for single quotes in a libpq connection string.
    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { result, character in
            if character == "'" || character == "\\" { result.append("\\") }
            result.append(character)
        }
    }
}
