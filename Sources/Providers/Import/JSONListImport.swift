/// A file of JSON with a list of things in it, such as the saved pages of a provider's API.
package struct JSONListImport: ImportFormat {
    private let list: String
    private let read: @Sendable ([UInt8]) throws(UnreadableDelivery) -> ImportedDelivery
    private var scanner: JSONItemScanner

    /// - Parameters:
    ///   - list: what the list is called.
    ///   - read: reads one thing.
    package init(
        list: String, read: @escaping @Sendable ([UInt8]) throws(UnreadableDelivery) -> ImportedDelivery
    ) {
        self.list = list
        self.read = read
        scanner = JSONItemScanner(list: list)
    }

    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [ImportedItem] {
        var items: [ImportedItem] = []
        for byte in bytes {
            guard let found = scanner.feed(byte) else { continue }
            items.append(
                ImportedItem(line: found.line) { () throws(UnreadableDelivery) in
                    guard let bytes = found.bytes else { throw UnreadableDelivery("it is too long") }
                    return try read(bytes)
                })
        }
        return items
    }

    package mutating func finish() -> [ImportedItem] {
        var problems: [(line: Int, reason: String)] = []
        if let line = scanner.oddLine { problems.append((line, "the list holds what is no object")) }
        if !scanner.isComplete { problems.append((scanner.line, "the file ends in the middle of its JSON")) }
        if !scanner.hasList { problems.append((1, "the file has no list, and no member \"\(list)\" that is one")) }
        return problems.map { problem in
            ImportedItem(line: problem.line) { () throws(UnreadableDelivery) in
                throw UnreadableDelivery(problem.reason)
            }
        }
    }
}

extension JSONListImport {
    /// Saved pages of Respond.io's `GET /contact/{id}/message/list`.
    package static var respondIO: Self { Self(list: "items", read: RespondIOListItem.delivery) }

    /// Saved pages of Twilio's list of messages.
    package static var twilio: Self { Self(list: "messages", read: TwilioMessageResource.delivery) }
}
