/// How long a peer may take for what, as a connection goes on. Pure: told what happens and when, it says by when what must
/// happen next.
struct ConnectionTimeouts<Instant: InstantProtocol & Sendable>: Sendable where Instant.Duration == Duration {
    let header: Duration
    let body: Duration
    let write: Duration

    private var readDeadline: Instant?
    private var writeDeadline: Instant?
    /// Whether a request's body is still to come.
    private(set) var isReading = false

    init(_ limits: ServerLimits, openedAt now: Instant) {
        header = limits.headerTimeout
        body = limits.bodyTimeout
        write = limits.writeTimeout
        readDeadline = now.advanced(by: limits.headerTimeout)
    }

    /// When the connection is to be closed, unless something happens before.
    var deadline: Instant? {
        switch (readDeadline, writeDeadline) {
        case (let read?, let write?): min(read, write)
        case (let read, let write): read ?? write
        }
    }

    mutating func headRead(at now: Instant) {
        isReading = true
        readDeadline = now.advanced(by: body)
    }

    /// From here on the time between requests is that of an idle connection.
    mutating func bodyEnded() {
        isReading = false
        readDeadline = nil
    }

    /// The peer reads what it is sent, or it doesn't, and the buffers are full.
    mutating func writabilityChanged(_ isWritable: Bool, at now: Instant) {
        writeDeadline = isWritable ? nil : now.advanced(by: write)
    }
}
