package import Vocabulary

/// One thing that a file to import holds, read as far as it can be.
package struct ImportedItem: Sendable {
    /// The line of the file on which it begins, from 1.
    package var line: Int
    package var content: Result<ImportedDelivery, UnreadableDelivery>

    package init(line: Int, _ read: () throws(UnreadableDelivery) -> ImportedDelivery) {
        self.line = line
        do throws(UnreadableDelivery) {
            content = .success(try read())
        } catch {
            content = .failure(error)
        }
    }
}

/// What becomes events, as if it had come by webhook.
package struct ImportedDelivery: Sendable {
    package var source: Source
    package var delivery: Delivery
    /// Stands for the time of what the provider tells no time of.
    package var receivedAt: Timestamp
    /// Whether its webhook may have been recorded under a key that a file doesn't tell, so that only the message's own id shows whether
    /// it was.
    package var mayHaveAnotherKey: Bool
    /// Whether several items are recorded with the delivery that brought them, as those of a webhook are.
    package var keepsDelivery: Bool

    package init(
        source: Source, delivery: Delivery, receivedAt: Timestamp, mayHaveAnotherKey: Bool = false,
        keepsDelivery: Bool = true
    ) {
        self.keepsDelivery = keepsDelivery
        self.source = source
        self.delivery = delivery
        self.receivedAt = receivedAt
        self.mayHaveAnotherKey = mayHaveAnotherKey
    }
}

/// Takes a file apart while it is read.
package protocol ImportFormat: Sendable {
    /// Takes the next bytes of the file.
    ///
    /// - Returns: what ends in them.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [ImportedItem]

    /// Takes the file's end.
    mutating func finish() -> [ImportedItem]
}
