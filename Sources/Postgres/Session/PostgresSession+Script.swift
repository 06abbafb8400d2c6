import CLibPQ

extension PostgresSession {
    /// Runs several statements by the simple protocol; the server makes them one transaction unless they say otherwise.
    func runScript(_ sql: String, _ operation: Operation) throws(PostgresError) {
        guard !sql.utf8.contains(0) else { throw PostgresError(.encoding, "a script holds a zero byte") }
        try perform(operation, mayCommit: { true }) { () throws(PostgresError) in
            try sendDelayedBegin()
            guard PQsendQuery(handle.pointer, sql) == 1 else {
                throw PostgresError(.invalidState, "the script couldn't be sent")
            }
            self.operation.hasSent = true
            try flush()
            try finishStatement()
        }
    }

    /// Begins the transaction now, for what can't travel in one pipeline with it.
    func sendDelayedBegin() throws(PostgresError) {
        guard let begin = delayedBegin else { return }
        delayedBegin = nil
        _ = try exchange([begin])
    }

    /// Reads results until the statement is over, and throws the first failure among them.
    func finishStatement() throws(PostgresError) {
        var failure: PostgresError?
        while let result = try nextResult() {
            switch result.status {
            case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE:
                failure = failure ?? self.failure(of: result)
                if failure?.server?.endsSession == true { handle.finish() }
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: throw outOfStep()
            default: break
            }
        }
        if let failure { throw failure }
    }
}
