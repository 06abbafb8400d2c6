import CLibPQ
import Glibc

extension PostgresSession {
    /// - Returns: the number of rows that the server stored.
    func copyIn(
        _ query: PostgresQuery, _ operation: Operation, _ write: (inout PostgresCopyWriter) throws -> Void
    ) throws -> Int {
        var thrown: (any Error)?
        let affected: Int
        do throws(PostgresError) {
            affected = try perform(operation, mayCommit: { false }) { () throws(PostgresError) in
                let columns = try startCopy(query, PGRES_COPY_IN)
                var writer = PostgresCopyWriter(session: self, columnCount: columns)
                do {
                    try write(&writer)
                    try writer.finish()
                } catch {
                    thrown = error
                }
                return try endCopyIn(abort: thrown != nil)
            }
        } catch {
            // The writer's own error is the cause; the server only says that the COPY was aborted.
            guard let thrown, self.operation.interruption == nil, !handle.isBroken else { throw error }
            throw thrown
        }
        return affected
    }

    private func endCopyIn(abort: Bool) throws(PostgresError) -> Int {
        guard !handle.isBroken else { throw connectionBroke() }
        while true {
            switch PQputCopyEnd(handle.pointer, abort ? "aborted by the client" : nil) {
            case 1:
                try flush()
                return try finishCopy()
            case 0: try exchangeBytes(POLLIN | POLLOUT)
            default: throw connectionBroke()
            }
        }
    }

    /// Sends a piece of a COPY, and waits until the socket has taken it: the server's pace is ours.
    func putCopy(_ bytes: [UInt8]) throws(PostgresError) {
        guard operation.interruption == nil else { throw Operation.Interruption.cancelled.error(outcomeUnknown: false) }
        var result: Int32 = 0
        while result == 0 {
            result = bytes.withUnsafeBytes { buffer in
                PQputCopyData(
                    handle.pointer, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
            }
            if result == 0 { try exchangeBytes(POLLIN | POLLOUT) }
        }
        guard result == 1 else { throw connectionBroke() }
        try flush()
        progress()
    }

    /// - Returns: the number of rows.
    func copyOut(
        _ query: PostgresQuery, _ operation: Operation, _ row: (borrowing PostgresCopyRow) throws -> Void
    ) throws -> Int {
        var parser = CopyRowParser()
        return try copyOut(query, operation) { message in try parser.parse(message, row) }
    }

    /// - Returns: the number of rows.
    func copyOutCells(
        _ query: PostgresQuery, _ operation: Operation, _ row: (inout PostgresCopyCells) throws -> Void
    ) throws -> Int {
        var parser = CopyRowParser()
        return try copyOut(query, operation) { message in try parser.parseCells(message, row) }
    }

    private func copyOut(
        _ query: PostgresQuery, _ operation: Operation, message: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        var thrown: (any Error)?
        let affected: Int
        do throws(PostgresError) {
            affected = try perform(operation, mayCommit: { false }) { () throws(PostgresError) in
                _ = try startCopy(query, PGRES_COPY_OUT)
                while let piece = try nextCopyMessage() {
                    guard thrown == nil else { continue }
                    do {
                        try message(UnsafeRawBufferPointer(piece.bytes))
                    } catch {
                        thrown = error
                        // The rest is read and thrown away until the server has stopped.
                        if self.operation.interruption == nil { try interrupt(.abandoned) }
                    }
                }
                return try finishCopy()
            }
        } catch {
            throw thrown ?? error
        }
        if let thrown { throw thrown }
        return affected
    }

    /// Owns a piece that libpq allocated.
    private struct CopyMessage: ~Copyable {
        let bytes: UnsafeMutableRawBufferPointer

        deinit {
            PQfreemem(bytes.baseAddress)
        }
    }

    private func nextCopyMessage() throws(PostgresError) -> CopyMessage? {
        while true {
            var pointer: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(handle.pointer, &pointer, 1)
            switch count {
            case 1...:
                return CopyMessage(bytes: UnsafeMutableRawBufferPointer(start: pointer, count: Int(count)))
            case 0:
                try exchangeBytes(POLLIN)
                if handle.isBroken { throw connectionBroke() }
                // Once for what the socket gave, which is many rows.
                if operation.interruption == nil { progress() }
            case -1: return nil
            default: throw connectionBroke()
            }
        }
    }

    /// - Returns: the number of columns.
    private func startCopy(_ query: PostgresQuery, _ direction: ExecStatusType) throws(PostgresError) -> Int {
        try query.check()
        try sendDelayedBegin()
        guard sendParameters(query) else { throw PostgresError(.encoding, "a statement couldn't be sent") }
        operation.hasSent = true
        try flush()
        guard let result = try nextResult() else { throw outOfStep() }
        if result.status == PGRES_FATAL_ERROR {
            let error = failure(of: result)
            try finishStatement()
            throw error
        }
        guard result.status == direction, result.isBinary else {
            // Nothing has been moved yet, but a COPY that is begun in another form can only be ended by hanging up.
            let wasCopy = [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(result.status)
            if wasCopy { handle.finish() } else { try finishStatement() }
            throw PostgresError(.protocolViolation, "the statement isn't a binary COPY in the direction asked for")
        }
        return result.columnCount
    }

    private func finishCopy() throws(PostgresError) -> Int {
        var affected = 0
        var failure: PostgresError?
        while let result = try nextResult() {
            if result.status == PGRES_FATAL_ERROR {
                failure = failure ?? self.failure(of: result)
            } else {
                affected = result.affected
            }
        }
        if let failure { throw failure }
        return affected
    }

    /// A COPY may take as long as it likes while it moves.
    private func progress() {
        operation.limit = operation.timeout.map { .now + $0 }
    }
}
