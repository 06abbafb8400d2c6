/// What a projection could not do, and what the person can do about it. Safe to show.
package struct ProjectionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    package enum Code: Hashable, Sendable {
        /// The database can't be reached, or broke off. Trying again is safe.
        case unavailable
        /// There is no projection of this name in the database.
        case notFound
        /// Its tables were made by another version of the code.
        case outdated
        /// Somebody else is rebuilding the same projection.
        case rebuilding
        /// An event can't be folded.
        case poisoned
        /// A read didn't see what it waited for in time.
        case behind
        /// Readers held on to the old tables for too long.
        case busy
        /// Somebody was erased while tables were made.
        case erased
        /// The ledger can't be read.
        case ledger
    }

    package let code: Code
    /// What happened, and what to do.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
