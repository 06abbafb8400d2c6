import CLibPQ

extension PostgresSession {
    /// Sends all queries in one go and gives back their results. The first that fails keeps the rest from running.
    func run(_ queries: [PostgresQuery], _ operation: Operation) throws(PostgresError) -> [PostgresRows] {
        for query in queries { try query.check() }
        if queries.isEmpty { return [] }
        return try perform(operation, mayCommit: { queries.contains { $0.statement.mayCommit } }) {
            () throws(PostgresError) in
            let begin = delayedBegin
            let startsIdle = handle.transactionStatus == .idle
            var failed: Int?
            do throws(PostgresError) {
                return try exchange(queries, failed: &failed)
            } catch {
                // Only what failed before anything else ran may be repeated.
                guard let report = error.server, report.isStalePlan, failed == 0, startsIdle, !handle.isBroken,
                    self.operation.interruption == nil
                else { throw error }
                if let begin {
                    _ = try exchange(["ROLLBACK"])
                    delayedBegin = begin
                }
                return try exchange(queries)
            }
        }
    }

    func exchange(_ queries: [PostgresQuery]) throws(PostgresError) -> [PostgresRows] {
        var failed: Int?
        return try exchange(queries, failed: &failed)
    }

    /// - Parameter failed: the index of the query that failed.
    private func exchange(_ queries: [PostgresQuery], failed: inout Int?) throws(PostgresError) -> [PostgresRows] {
        if queries.isEmpty { return [] }
        guard PQenterPipelineMode(handle.pointer) == 1 else {
            throw PostgresError(.invalidState, "the connection is busy")
        }
        var pipeline = Pipeline()
        send(queries, &pipeline)
        operation.hasSent = true
        try flush()
        var rows: [PostgresRows] = []
        rows.reserveCapacity(queries.count)
        var failure: PostgresError?
        for step in pipeline.steps {
            switch try receive(step) {
            case .rows(let result):
                if case .execute = step { rows.append(result) }
            case .failed(let error):
                if case .deallocate = step { break }
                failed = failed ?? step.queryIndex
                failure = failure ?? error
            case .skipped: break
            }
        }
        guard PQexitPipelineMode(handle.pointer) == 1 else {
            handle.finish()
            throw PostgresError(.protocolViolation, "the pipeline didn't end where it should")
        }
        if let failure = failure ?? pipeline.unsent { throw failure }
        return rows
    }

    private func send(_ queries: [PostgresQuery], _ pipeline: inout Pipeline) {
        // Dropped statements go first, in a segment of their own: what fails there touches nothing else. Within a
        // transaction it would, so they wait for its end.
        if handle.transactionStatus == .idle, delayedBegin == nil, !statements.dropped.isEmpty {
            for name in statements.dropped {
                sendUnprepared(PostgresQuery(sql: "DEALLOCATE \(name)"), step: .deallocate(name), &pipeline)
            }
            synchronize(&pipeline)
        }
        if let begin = delayedBegin { sendUnprepared(begin, step: .begin, &pipeline) }
        for (index, query) in queries.enumerated() where pipeline.unsent == nil {
            if query.isPrepared {
                sendPrepared(query, index, &pipeline)
            } else {
                sendUnprepared(query, step: .execute(index, nil), &pipeline)
            }
        }
        synchronize(&pipeline)
    }

    private func synchronize(_ pipeline: inout Pipeline) {
        if PQpipelineSync(handle.pointer) == 1 { pipeline.steps.append(.synchronize) }
    }

    private func sendUnprepared(_ query: PostgresQuery, step: Pipeline.Step, _ pipeline: inout Pipeline) {
        if sendParameters(query) { pipeline.steps.append(step) } else { pipeline.unsent = unsent() }
    }

    /// Sends the query by the protocol's unnamed statement.
    func sendParameters(_ query: PostgresQuery) -> Bool {
        query.binds.withArguments { values, lengths, formats in
            query.statement.withCString { text in
                PQsendQueryParams(
                    handle.pointer, text, Int32(query.binds.count), query.binds.types, values, lengths, formats, 1)
            }
        } == 1
    }

    private func sendPrepared(_ query: PostgresQuery, _ index: Int, _ pipeline: inout Pipeline) {
        let key = StatementCache.Key(statement: query.statement, types: query.binds.types)
        var known = statements.name(for: key) ?? pipeline.preparing[key]
        if known == nil {
            let name = statements.makeName()
            let sent = query.statement.withCString { text in
                PQsendPrepare(handle.pointer, name, text, Int32(key.types.count), key.types)
            }
            guard sent == 1 else { return pipeline.unsent = unsent() }
            pipeline.steps.append(.prepare(name, key, index))
            pipeline.preparing[key] = name
            known = name
        }
        guard let name = known else { return }
        let sent = query.binds.withArguments { values, lengths, formats in
            PQsendQueryPrepared(handle.pointer, name, Int32(query.binds.count), values, lengths, formats, 1)
        }
        guard sent == 1 else { return pipeline.unsent = unsent() }
        pipeline.steps.append(.execute(index, key))
    }

    private func unsent() -> PostgresError {
        handle.isBroken
            ? connectionBroke() : PostgresError(.encoding, "a statement couldn't be sent")
    }

    /// Reads all results of one step, and notes what they mean for the connection's own state.
    private func receive(_ step: Pipeline.Step) throws(PostgresError) -> Pipeline.Reply {
        let reply = try receiveReply(step)
        switch (step, reply) {
        case (.deallocate(let name), .rows): statements.forget(name)
        case (.deallocate(let name), .failed(let error)) where error.sqlState == "26000": statements.forget(name)
        case (.begin, .rows): delayedBegin = nil
        case (.prepare(let name, let key, _), .rows): statements.insert(name, for: key)
        case (.execute(_, let key?), .failed(let error)) where error.server?.isStalePlan == true:
            statements.invalidate(key)
        default: break
        }
        return reply
    }

    private func receiveReply(_ step: Pipeline.Step) throws(PostgresError) -> Pipeline.Reply {
        if case .synchronize = step {
            guard let result = try nextResult() else { throw outOfStep() }
            switch result.status {
            case PGRES_PIPELINE_SYNC: return .skipped
            case PGRES_FATAL_ERROR: throw failure(of: result)
            default: throw outOfStep()
            }
        }
        var reply: Pipeline.Reply?
        while let result = try nextResult() {
            switch result.status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: reply = .rows(PostgresRows(result))
            case PGRES_PIPELINE_ABORTED: reply = .skipped
            case PGRES_FATAL_ERROR:
                let error = failure(of: result)
                // The server has said its last word; nothing more of the pipeline will come.
                if handle.isBroken || error.server?.endsSession == true {
                    handle.finish()
                    throw error
                }
                reply = .failed(error)
            default: throw outOfStep()
            }
        }
        guard let reply else { throw outOfStep() }
        return reply
    }

    func failure(of result: borrowing PostgresResult) -> PostgresError {
        PostgresServerReport(result.pointer).map { PostgresError($0) } ?? connectionBroke()
    }

    /// A COPY that was started by the wrong call, for instance: only a new connection helps.
    func outOfStep() -> PostgresError {
        handle.finish()
        return PostgresError(.protocolViolation, "the database answered with something else than was asked for")
    }
}
