package import Vocabulary

/// What the ledger could not do, and what the person can do about it. Safe to show: no SQL, keys or personal data.
package struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    package enum Code: Hashable, Sendable {
        /// The database can't be reached or didn't answer in time. Nothing that was asked for may be taken as done; asking again is safe.
        case unavailable
        /// More is waiting than the ledger takes on. Ask again later.
        case overloaded
        /// The condition of an append doesn't hold: the conversation has a later event, at this position.
        case conditionFailed(latest: Position)
        /// The schema isn't the one this version needs.
        case schema
        /// The master key or signing key can't be read, or isn't the one this ledger was made with.
        case key
        /// Stored bytes aren't what the ledger wrote.
        case corrupt
        /// The subject was erased: its bodies can't be read any more.
        case erased
        /// A checkpoint would contradict one that was published.
        case inconsistent
        /// Something that was named doesn't exist.
        case notFound
    }

    package let code: Code
    /// What happened, and what to do.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
