import Postgres

/// The statements that load and write the rows of one table, all made from its columns.
///
/// Table names stand without a schema: the connection's `search_path` says whether the live generation is meant or one that is
/// being built.
struct TableSQL: Sendable {
    let load: PostgresStatement
    let add: PostgresStatement
    /// Makes the session's table of updates, which is emptied with each commit.
    let makeUpdates: PostgresStatement
    let copyUpdates: PostgresStatement
    let applyUpdates: PostgresStatement
    let remove: PostgresStatement
    let makeKey: String
    let export: PostgresStatement
    let name: String
    /// The columns of `export`: those of the key first.
    let columns: [String]
    let keyColumns: [String]
    /// Keeps the table from being renamed until the transaction ends.
    let keep: PostgresStatement

    /// - Parameters:
    ///   - columns: those of the key first.
    ///   - keyCount: how many of them are the key's.
    init(table name: String, columns: [String], keyCount: Int) {
        let table = Self.quoted(name)
        let updates = "pg_temp." + Self.quoted(name + "_updates")
        self.name = name
        self.columns = columns
        keyColumns = Array(columns.prefix(keyCount))
        let columns = columns.map(Self.quoted)
        let key = Array(columns.prefix(keyCount))
        let rest = columns.dropFirst(keyCount)
        let list = columns.joined(separator: ", ")
        let keyList = key.joined(separator: ", ")
        let arrays = (1...keyCount).map { "$\($0)" }.joined(separator: ", ")
        let match = key.map { "kept.\($0) = asked.\($0)" }.joined(separator: " AND ")
        let keptList = columns.map { "kept.\($0)" }.joined(separator: ", ")
        let excluded = rest.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        func statement(_ sql: String, _ what: String) -> PostgresStatement {
            PostgresStatement(sql, name: "\(what) \(name)")
        }

        // LATERAL … LIMIT 1 leaves the planner nothing but one look into the primary key for each key: without statistics
        // of a new table it would rather read all of it.
        load = statement(
            """
            SELECT \(keptList) FROM unnest(\(arrays)) AS asked (\(keyList)) \
            CROSS JOIN LATERAL (SELECT * FROM \(table) AS kept WHERE \(match) LIMIT 1) AS kept
            """, "load")
        add = statement("COPY \(table) (\(list)) FROM STDIN (FORMAT binary)", "add to")
        makeUpdates = statement(
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS \(Self.quoted(name + "_updates")) ON COMMIT DELETE ROWS \
            AS SELECT \(list) FROM \(table) WITH NO DATA
            """, "make updates of")
        copyUpdates = statement("COPY \(updates) (\(list)) FROM STDIN (FORMAT binary)", "copy updates of")
        // Taken out at once: a transaction may have several batches.
        applyUpdates = statement(
            """
            WITH taken AS (DELETE FROM \(updates) RETURNING \(list)) \
            INSERT INTO \(table) (\(list)) SELECT \(list) FROM taken \
            ON CONFLICT (\(keyList)) DO \(rest.isEmpty ? "NOTHING" : "UPDATE SET \(excluded)")
            """, "update")
        remove = statement(
            """
            DELETE FROM \(table) WHERE ctid = ANY (ARRAY(\
            SELECT kept.ctid FROM unnest(\(arrays)) AS asked (\(keyList)) \
            CROSS JOIN LATERAL (SELECT ctid FROM \(table) AS kept WHERE \(match) LIMIT 1) AS kept))
            """, "remove from")
        keep = statement("LOCK TABLE \(table) IN ACCESS SHARE MODE", "keep")
        makeKey = "ALTER TABLE \(table) ADD PRIMARY KEY (\(keyList))"
        export = statement(
            "COPY (SELECT \(list) FROM \(table) ORDER BY \(keyList)) TO STDOUT (FORMAT binary)", "export")
    }

    init(_ fold: some Fold) {
        self.init(table: fold.table, columns: fold.columns, keyCount: Swift.type(of: fold).keyCount)
    }

    /// A name in double quotes.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension Fold {
    static var keyCount: Int { Key.columns.count }
}
