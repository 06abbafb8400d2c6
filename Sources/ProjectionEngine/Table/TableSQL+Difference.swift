extension TableSQL {
    /// Selects the rows that differ between two schemas' tables of this name: how many there are, what is the matter with each, and
    /// its key as text.
    ///
    /// Rows are compared byte by byte (`*<>`), as digests compare them: equality as a type defines it would pass over differences.
    func difference(of live: String, and rebuilt: String) -> String {
        let tables = [live, rebuilt].map { "\(Self.quoted($0)).\(Self.quoted(name))" }
        let keys = keyColumns.map(Self.quoted)
        let match = keys.map { "live.\($0) = made.\($0)" }.joined(separator: " AND ")
        func row(_ alias: String) -> String {
            "ROW(" + columns.map { "\(alias).\(Self.quoted($0))" }.joined(separator: ", ") + ")::record"
        }
        let texts = keys.map { "coalesce(live.\($0), made.\($0))::text" }.joined(separator: ", ")
        let order = keys.map { "coalesce(live.\($0), made.\($0))" }.joined(separator: ", ")
        return """
            SELECT count(*) OVER (), CASE WHEN live.\(keys[0]) IS NULL THEN 'missing' WHEN made.\(keys[0]) IS NULL \
            THEN 'surplus' ELSE 'changed' END, \(texts) FROM \(tables[0]) AS live FULL JOIN \(tables[1]) AS made \
            ON \(match) WHERE live.\(keys[0]) IS NULL OR made.\(keys[0]) IS NULL OR \(row("live")) *<> \(row("made")) \
            ORDER BY \(order) LIMIT \(TableComparison.limit)
            """
    }
}
