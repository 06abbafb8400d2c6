import Hummingbird
import Ledger
import MerkleLog
import Vocabulary

/// The log as C2SP tlog-tiles has it: the checkpoint, the tiles of the tree, and the entries.
struct TreeRoutes: Sendable {
    let reader: LedgerReader
    let signing: SigningState
    /// Whether tiles may be read without a key. The checkpoint always may.
    let tilesArePublic: Bool

    var routes: [Route] {
        [
            .open(.get, "/checkpoint") { _, _ in try await checkpoint() },
            tilesArePublic
                ? .open(.get, "/tile/**") { request, _ in try await tile(request, for: nil) }
                : .keyed(.audit, .get, "/tile/**") { request, _, principal in try await tile(request, for: principal) },
        ]
    }

    private func checkpoint() async throws -> Response {
        // An older checkpoint than the one that was published would hide what happened from those who watch the log.
        if let refusal = signing.refusal {
            throw APIError.unavailable("checkpoint_refused", refusal.description, retryAfter: 60)
        }
        guard let note = try await reader.latestCheckpoint() else {
            throw APIError(.notFound, "no_checkpoint", "No checkpoint is signed yet. Ask again in a minute.")
        }
        var response = Response(bytes: Array(note.utf8), type: "text/plain; charset=utf-8")
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    private func tile(_ request: Request, for principal: Principal?) async throws -> Response {
        // The path as it came: each tile has one spelling, and no other is answered.
        let path = request.uri.path
        guard path.hasPrefix("/tile/") else { throw APIError.notFound }
        let name = String(path.dropFirst("/tile/".count))
        if let coordinate = EntriesTileCoordinate(path: name) {
            try principal?.checkEntries()
            return try answer(try await reader.entries(coordinate), coordinate.tile)
        }
        guard let coordinate = TileCoordinate(path: name) else {
            throw APIError(.notFound, "no_such_tile", "That isn't the path of a tile (C2SP tlog-tiles).")
        }
        return try answer(try await reader.tile(coordinate)?.bytes, coordinate)
    }

    private func answer(_ bytes: [UInt8]?, _ coordinate: TileCoordinate) throws(APIError) -> Response {
        guard let bytes else {
            throw APIError(.notFound, "beyond_the_log", "The log isn't that long. Its size stands in /checkpoint.")
        }
        var response = Response(bytes: bytes, type: "application/octet-stream")
        let audience = tilesArePublic ? "public" : "private"
        response.headers[.cacheControl] =
            coordinate.isFull ? "\(audience), max-age=31536000, immutable" : "\(audience), max-age=60"
        return response
    }
}

extension Principal {
    /// - Throws: `APIError` (403) for a key of one tenant: the entries are those of all tenants. Hashes give nothing away.
    fileprivate func checkEntries() throws(APIError) {
        guard tenant == nil else {
            throw APIError(
                .forbidden, "other_tenant", "The entries are those of all tenants. Use a key without a tenant.")
        }
    }
}
