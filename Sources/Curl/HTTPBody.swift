/// A body that is read while it arrives: chunks of bytes, cut where the network cut them.
///
/// It can be read once, by one task. At most a fixed number of bytes waits to be read; beyond that the sender is made
/// to wait. When the reading task is cancelled, the exchange ends and the sequence throws `cancelled`.
package struct HTTPBody: AsyncSequence, Sendable {
    package typealias Element = [UInt8]
    package typealias Failure = HTTPError

    let reader: BodyReader

    package func makeAsyncIterator() -> Iterator {
        Iterator(reader: reader)
    }

    package struct Iterator: AsyncIteratorProtocol {
        let reader: BodyReader

        /// The next bytes, at least one; `nil` at the end of the body.
        package mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(HTTPError) -> [UInt8]? {
            try await reader.next()
        }
    }
}
