package import Cryptography
package import MerkleLog
package import Vocabulary

extension LedgerReader {
    /// A tile, full or partial; `nil` when the log doesn't hold all of it.
    package func tile(_ coordinate: TileCoordinate) async throws(LedgerError) -> Tile? {
        guard coordinate.isCovered(bySize: try await head().size) else { return nil }
        return try await read { connection in
            try await TreeStore(connection: connection).tiles([coordinate])[coordinate]
        }
    }

    /// The entries of a tile: each event's canonical header after its length in two big-endian bytes; `nil` when the log doesn't
    /// hold all of them.
    package func entries(_ coordinate: EntriesTileCoordinate) async throws(LedgerError) -> [UInt8]? {
        guard coordinate.tile.isCovered(bySize: try await head().size) else { return nil }
        let first = Position(coordinate.index << TileCoordinate.height)
        let end = Position(first.rawValue + Int64(coordinate.width))
        let events = try await events(EventSelection(from: first, before: end, limit: coordinate.width))
        guard events.count == coordinate.width else {
            throw LedgerError(.corrupt, "\(coordinate.path) lacks an event. Run: daybook audit verify")
        }
        do {
            return try EntryBundle.encode(events.map(\.entry))
        } catch {
            throw LedgerError(any: error)
        }
    }

    /// The proof that the event at `position` is in the tree of the first `size` events.
    ///
    /// - Throws: `LedgerError(.notFound)` unless the log has `size` events and `position` is one of them.
    package func inclusionProof(of position: Position, size: Int64) async throws(LedgerError) -> [Hash256] {
        try await proof(size: size) { try InclusionProof.plan(index: position.rawValue, size: size) }
    }

    /// The proof that the tree of the first `newSize` events grew from that of the first `oldSize`.
    ///
    /// - Throws: `LedgerError(.notFound)` unless the log has `newSize` events and `oldSize` is no more.
    package func consistencyProof(from oldSize: Int64, to newSize: Int64) async throws(LedgerError) -> [Hash256] {
        try await proof(size: newSize) { try ConsistencyProof.plan(oldSize: oldSize, newSize: newSize) }
    }

    /// The root of the tree of the first `size` events.
    ///
    /// - Throws: `LedgerError(.notFound)` unless the log has that many.
    package func root(ofSize size: Int64) async throws(LedgerError) -> Hash256 {
        let edge = NodeCoordinate.edge(ofSize: size)
        let hashes = try await proof(size: size) { ProofPlan(nodes: edge) }
        return MerkleTree.fold(hashes)
    }

    private func proof(size: Int64, _ plan: () throws -> ProofPlan) async throws(LedgerError) -> [Hash256] {
        let known = try await head().size
        let made: ProofPlan
        do {
            made = try plan()
        } catch {
            throw LedgerError(.notFound, "\(error)")
        }
        guard (0...known).contains(size) else {
            throw LedgerError(.notFound, "The log has \(known) events, not \(size).")
        }
        return try await read { connection in
            let tiles = try await TreeStore(connection: connection).tiles(made.tiles(inSize: size))
            return try made.proof { node throws(LedgerError) in
                guard let place = node.position(inSize: size), let hash = tiles[place.tile]?.node(at: place) else {
                    throw LedgerError(.corrupt, "The tree lacks a node. Run: daybook audit verify")
                }
                return hash
            }
        }
    }
}
