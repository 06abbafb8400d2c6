import Cryptography
import Curl
import Ledger
import MerkleLog
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct TreeRouteTests {
    @Test func `There is no checkpoint before the first is signed, and then anybody may have it`() async throws {
        try await TestServer.run { server in
            let none = try await server.send(.get, "/checkpoint")
            #expect(none.status == 404)
            #expect(none.errorCode == "no_checkpoint")
            try await server.append(3)
            let note = try await server.checkpoints.sign()
            let answer = try await server.send(.get, "/checkpoint")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
            #expect(answer.text == note)
            #expect(answer.text.hasPrefix("test.example/log\n3\n"))
        }
    }

    @Test func `Tiles and entries hash to the tree that the ledger says it has`() async throws {
        try await TestServer.run { server in
            try await server.append(260)
            let key = try await server.key(.audit)
            let full = try await server.send(.get, "/tile/0/000", headers: key)
            #expect(full.status == 200)
            #expect(full.headers["content-type"] == "application/octet-stream")
            #expect(full.headers["cache-control"] == "private, max-age=31536000, immutable")
            let partial = try await server.send(.get, "/tile/0/001.p/4", headers: key)
            #expect(partial.headers["cache-control"]?.contains("immutable") == false)
            let hashes = stride(from: 0, to: full.body.count + partial.body.count, by: 32).compactMap { start in
                Hash256((full.body + partial.body)[start..<start + 32])
            }
            let head = try await server.ledger.reader.head()
            #expect(hashes.count == 260)
            #expect(MerkleTree.root(of: hashes) == head.root)
            let bundle = try await server.send(.get, "/tile/entries/001.p/4", headers: key)
            let entries = try EntryBundle.decode(bundle.body, count: 4)
            #expect(entries.map { MerkleTree.leafHash($0) } == Array(hashes.suffix(4)))
            let above = try await server.send(.get, "/tile/1/000.p/1", headers: key)
            #expect(Hash256(above.body) == MerkleTree.root(of: Array(hashes.prefix(256))))
        }
    }

    @Test func `What the log doesn't hold, and what isn't a tile's one spelling, isn't there`() async throws {
        try await TestServer.run { server in
            try await server.append(3)
            let key = try await server.key(.audit)
            for path in [
                "0/000", "0/000.p/4", "0/001", "1/000", "entries/000", "0/0", "0/0000", "0/000.p/0", "0/000.p/256",
                "0/000.p/03", "64/000", "x/000", "entries", "0/x000/000", "%30/000", "0/-01",
            ] {
                let answer = try await server.send(.get, "/tile/\(path)", headers: key)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.errorCode != nil)
                #expect(answer.headers["cache-control"] == "no-store")
            }
        }
    }

    @Test func `Tiles are for everybody when the log is public`() async throws {
        try await TestServer.run(configure: { $0.tilesArePublic = true }) { server in
            try await server.append(256)
            let answer = try await server.send(.get, "/tile/0/000")
            #expect(answer.status == 200)
            #expect(answer.headers["cache-control"] == "public, max-age=31536000, immutable")
            #expect(try await server.send(.get, "/tile/entries/000").status == 200)
        }
    }
}
