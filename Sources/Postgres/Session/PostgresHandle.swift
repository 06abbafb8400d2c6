import CLibPQ

/// Owns a `PGconn`. Every libpq function takes the null pointer that is left after `finish()`, and reports a broken
/// connection for it.
struct PostgresHandle: ~Copyable {
    private(set) var pointer: OpaquePointer?

    /// libpq's notices go here; it must live as long as the connection.
    private let notices: NoticeLog

    init(_ pointer: OpaquePointer?, notices: NoticeLog) {
        self.pointer = pointer
        self.notices = notices
        PQsetNoticeReceiver(
            pointer,
            { context, result in
                guard let context else { return }
                Unmanaged<NoticeLog>.fromOpaque(context).takeUnretainedValue().receive(result)
            }, Unmanaged.passUnretained(notices).toOpaque())
    }

    deinit {
        PQfinish(pointer)
    }

    /// Closes the socket at once, whatever state the connection is in.
    mutating func finish() {
        PQfinish(pointer)
        pointer = nil
    }

    var isBroken: Bool { PQstatus(pointer) != CONNECTION_OK }
    var socket: Int32 { PQsocket(pointer) }
    var serverVersion: Int { Int(PQserverVersion(pointer)) }

    var transactionStatus: PostgresTransactionStatus {
        switch PQtransactionStatus(pointer) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_ACTIVE: .active
        case PQTRANS_INTRANS: .inTransaction
        case PQTRANS_INERROR: .failed
        default: .broken
        }
    }

    /// libpq's own words about the last failure, in one line.
    var lastMessage: String {
        let text = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
        return text.split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}
