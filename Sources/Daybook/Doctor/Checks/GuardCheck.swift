/// What keeps the ledger from being changed: triggers on its tables, and what its roles may do.
struct GuardCheck: Sendable {
    /// A table of the ledger, and what enabled triggers refuse there.
    struct Table: Sendable {
        var name: String
        var refusesUpdate: Bool
        var refusesDelete: Bool
        var refusesTruncate: Bool

        fileprivate var open: [String] {
            [("UPDATE", refusesUpdate), ("DELETE", refusesDelete), ("TRUNCATE", refusesTruncate)].filter { !$0.1 }
                .map(\.0)
        }
    }

    /// A right that a role has and shouldn't, or lacks and needs.
    struct Right: Hashable, Sendable {
        var role: String
        var table: String
        var privilege: String
        /// Whether it has it.
        var isGranted: Bool
    }

    var tables: [Table]
    /// Those that are wrong.
    var rights: [Right]
    /// Who logs in.
    var login: String
    /// Whether who logs in may drop the triggers: as a superuser, or as owner of the events.
    var loginCanDropGuards: Bool
    /// The roles that who logs in may not take on.
    var closedRoles: [String]

    var findings: [Finding] {
        closedRoles.map(closed) + unguarded + rights.map(wrong) + (loginCanDropGuards ? [powerfulLogin] : [])
    }

    private var unguarded: [Finding] {
        tables.filter { !$0.open.isEmpty }.map { table in
            Finding(
                .error, .privileges, "No trigger refuses \(table.open.joined(separator: ", ")) on \(table.name).",
                "Its owner can change what is recorded, by mistake or on purpose, and nothing stops it.",
                mend:
                    "psql \"$DATABASE_URL\" -c 'ALTER TABLE \(table.name) ENABLE TRIGGER ALL'; where a trigger is missing, make it as "
                    + "Schema/V0003__immutability.sql does; then: daybook audit verify")
        }
    }

    private func wrong(_ right: Right) -> Finding {
        let verb = right.isGranted ? "REVOKE" : "GRANT"
        let preposition = right.isGranted ? "FROM" : "TO"
        return Finding(
            .error, .privileges,
            "\(right.role) \(right.isGranted ? "may" : "may not") \(right.privilege) on \(right.table).",
            right.isGranted
                ? "Whoever gets at the server's connection can change what is recorded."
                : "What the server does there fails: appends, projections or their rebuild.",
            mend:
                "psql \"$DATABASE_URL\" -c '\(verb) \(right.privilege) ON \(right.table) \(preposition) \(right.role)'")
    }

    private func closed(_ role: String) -> Finding {
        Finding(
            .error, .privileges, "\(login) may not take on the role \(role).", "daybook serve can't start.",
            mend: "psql \"$DATABASE_URL\" -c 'GRANT \(role) TO \"\(login)\"' (as the owner of the schema)")
    }

    private var powerfulLogin: Finding {
        Finding(
            .note, .privileges, "\(login), with which the server logs in, can drop the triggers that keep the ledger.",
            "Whoever gets at the server's password can change what is recorded; only daybook audit verify would tell.",
            mend: "CREATE ROLE daybook_login LOGIN PASSWORD '…' IN ROLE daybook_writer, daybook_projector; "
                + "and let daybook serve log in as that")
    }
}
