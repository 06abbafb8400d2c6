import Postgres
import ProjectionEngine
import Vocabulary

/// The smallest projection there is: how many notes each conversation has, and the last of them.
///
/// A note that says `poison` can't be folded, one that says `clear` takes the row away.
struct TallyFold: Fold {
    let table = "tally"
    var refusesPoison = true

    struct Poison: Error {}

    func keys(of fact: RecordedFact) -> [TallyKey] {
        guard case .noteAdded = fact.fact, let conversation = fact.event.conversation else { return [] }
        return [TallyKey(tenant: fact.event.tenant, conversation: conversation)]
    }

    func fold(_ state: inout TallyState?, key: TallyKey, fact: RecordedFact) throws {
        guard case .noteAdded(let note) = fact.fact else { return }
        if note.text.hasPrefix("poison"), refusesPoison { throw Poison() }
        state = note.text.hasPrefix("clear") ? nil : TallyState(count: (state?.count ?? 0) + 1, last: note.text)
    }
}

struct TallyKey: TableKey {
    var tenant: TenantID
    var conversation: ConversationID

    static let columns = ["tenant", "conversation"]

    func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(conversation)
    }

    static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.conversation))
    }
}

extension TallyKey {
    init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        conversation = try row.next()
    }
}

struct TallyState: RowPart, Equatable {
    var count: Int64
    var last: String

    static let columns = ["count", "last"]

    func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(count)
        try row.write(last)
    }
}

extension TallyState {
    init(from row: inout RowReader) throws(PostgresError) {
        count = try row.next()
        last = try row.next()
    }
}

extension Projection {
    /// - Parameter refusesPoison: what an earlier version of the code did.
    static func tally(version: Int32 = 1, refusesPoison: Bool = true) -> Projection {
        let tables = """
            CREATE TABLE tally (
              tenant text COLLATE "C" NOT NULL, conversation uuid NOT NULL, count bigint NOT NULL,
              last text NOT NULL CHECK (last NOT LIKE 'refused%')
            );
            """
        return Projection(
            name: "tally", version: version, tables: Array(tables.utf8),
            indexes: Array("CREATE INDEX tally_count ON tally (count);".utf8), kinds: [.noteAdded],
            folds: [TallyFold(refusesPoison: refusesPoison)])
    }
}
