package import Cryptography
package import Vocabulary

/// An event as it lies in the ledger: its header in clear, its body sealed.
package struct StoredEvent: Sendable {
    package var header: EventHeader
    /// Sealed bytes (`BodySeal`).
    package var body: [UInt8]
    /// The leaf hash that was stored with it.
    package var leaf: Hash256

    package init(header: EventHeader, body: [UInt8], leaf: Hash256) {
        self.header = header
        self.body = body
        self.leaf = leaf
    }

    /// The canonical header: what the leaf hash is over, and the entry of the tiled log.
    package var entry: [UInt8] {
        CanonicalHeader.bytes(of: header, bodyDigest: SHA256.hash(body))
    }
}

/// An event whose body was opened.
package struct OpenedEvent: Sendable {
    package var header: EventHeader
    /// `nil` when the subject was erased.
    package var body: EventBody?

    package init(header: EventHeader, body: EventBody?) {
        self.header = header
        self.body = body
    }
}
