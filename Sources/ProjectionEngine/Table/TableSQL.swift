import Postgres

/// The statements that load and write the rows of one table, all made from its columns.
///
/// Table names stand without a schema: the connection's `search_path` says whether the live generation is meant or one that is
/// being built.
struct TableSQL: Sendable {
    /// The table's object identifier comes behind the row's columns.
    let load: PostgresStatement
    let add: PostgresStatement
    /// Writes rows whether they are there or not; they are its one parameter, an array of the table's row type.
    let store: PostgresStatement
    let remove: PostgresStatement
    let makeKey: String
    let export: PostgresStatement
    let name: String
    /// The name in double quotes.
    let table: String
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
        self.name = name
        self.table = table
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
            SELECT \(keptList), kept.tableoid::int8 FROM unnest(\(arrays)) AS asked (\(keyList)) \
            CROSS JOIN LATERAL (SELECT *, tableoid FROM \(table) AS kept WHERE \(match) LIMIT 1) AS kept
            """, "load")
        add = statement("COPY \(table) (\(list)) FROM STDIN (FORMAT binary)", "add to")
        store = statement(
            """
            INSERT INTO \(table) (\(list)) SELECT \(list) FROM unnest($1) \
            ON CONFLICT (\(keyList)) DO \(rest.isEmpty ? "NOTHING" : "UPDATE SET \(excluded)")
            """, "store in")
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
