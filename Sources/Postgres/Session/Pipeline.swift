/// What was sent in one go, in the order in which the answers come.
struct Pipeline {
    enum Step {
        case deallocate(String)
        case begin
        case prepare(String, StatementCache.Key, Int)
        /// The query at an index; the key when it runs prepared.
        case execute(Int, StatementCache.Key?)
        case synchronize

        var queryIndex: Int? {
            switch self {
            case .prepare(_, _, let index), .execute(let index, _): index
            default: nil
            }
        }
    }

    enum Reply {
        case rows(PostgresRows)
        case failed(PostgresError)
        /// An earlier step of the same segment failed.
        case skipped
    }

    var steps: [Step] = []

    /// The names under way, for the same statement twice in one pipeline.
    var preparing: [StatementCache.Key: String] = [:]

    /// Why libpq refused to take the rest.
    var unsent: PostgresError?
}
