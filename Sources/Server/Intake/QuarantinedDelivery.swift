package import Vocabulary

/// An authentic delivery that couldn't be read when it came.
package struct QuarantinedDelivery: Sendable {
    /// What everybody who may read the ledger sees of it.
    package var header: EventHeader
    /// Why it couldn't be read, in words of ours that quote nothing; `nil` when it was erased.
    package var reason: String?
    /// How many bytes were delivered; `nil` when it was erased.
    package var size: Int?
    /// Whether it was read again since: an event of the ledger is caused by it.
    package var isRead: Bool

    /// Whether it is still to be read.
    package var isOpen: Bool { !isRead && size != nil }

    init(header: EventHeader, body: EventBody?, isRead: Bool = false) {
        self.header = header
        self.isRead = isRead
        if case .verbatim(let headers, _) = body { reason = headers["reason"]?.string }
        size = body?.content.count
    }
}
