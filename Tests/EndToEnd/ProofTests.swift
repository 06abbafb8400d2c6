import Curl
import Testing
import Vocabulary

extension EndToEnd {
    /// What an outsider can check with tools that are not ours.
    @Suite struct ProofTests {
        @Test func `an exported proof holds for Python and OpenSSL, and no changed one does`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server async throws in
                    for index in 0..<11 {
                        #expect(try await server.deliver("message.received", index: index).status == 200)
                    }
                }
                let key = try await installation.daybook("audit", "verifier-key").output.trimmed
                let folder = installation.folder
                for position in [0, 6, 10] {
                    let export = try await installation.daybook("audit", "prove", "\(position)", "--to", "proof")
                    #expect(export.status == 0, "\(export)")
                    let accepted = try await Self.check("proof.tlog-proof", key, "proof.entry", folder)
                    #expect(accepted.status == 0, "\(accepted)")
                    #expect(accepted.output.contains("number \(position) of 11"))
                }

                let proof = String(decoding: folder.read("proof.tlog-proof"), as: UTF8.self)
                let entry = String(decoding: folder.read("proof.entry"), as: UTF8.self)
                try folder.write(Array(proof.replacing("index 10", with: "index 9").utf8), to: "index.tlog-proof")
                try folder.write(Array(proof.flippingHash().utf8), to: "hash.tlog-proof")
                try folder.write(Array(proof.replacing("\n11\n", with: "\n12\n").utf8), to: "size.tlog-proof")
                try folder.write(
                    Array(entry.replacing("message.received", with: "message.sent").utf8), to: "other.entry")
                let stranger = try await Self.anotherKey(installation)
                for (proof, key, entry) in [
                    ("index.tlog-proof", key, "proof.entry"), ("hash.tlog-proof", key, "proof.entry"),
                    ("size.tlog-proof", key, "proof.entry"), ("proof.tlog-proof", key, "other.entry"),
                    ("proof.tlog-proof", stranger, "proof.entry"),
                ] {
                    let refused = try await Self.check(proof, key, entry, folder)
                    #expect(refused.status == 1, "\(proof) \(entry): \(refused)")
                    #expect(refused.output.hasPrefix("Rejected: "))
                }
            }
        }

        @Test func `the served checkpoint is signed, and the served tile makes its root`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server async throws in
                    for index in 0..<23 {
                        #expect(try await server.deliver("message.received", index: index).status == 200)
                    }
                    let key = try await installation.daybook("audit", "verifier-key").output.trimmed
                    let folder = installation.folder
                    let checkpoint = try await EndToEnd.checkpoint(of: 23, from: server)
                    try folder.write(checkpoint.body, to: "checkpoint")
                    let signed = try await run("sh", [Script.checkOpenSSL, "checkpoint", key], in: folder)
                    #expect(signed.status == 0, "\(signed)")
                    let stranger = try await Self.anotherKey(installation)
                    #expect(try await run("sh", [Script.checkOpenSSL, "checkpoint", stranger], in: folder).status == 1)

                    let tile = try await server.get("/tile/0/000.p/23")
                    #expect(tile.status == 200)
                    try folder.write(tile.body, to: "tile")
                    let whole = try await run("python3", [Script.checkTile, "tile", "checkpoint"], in: folder)
                    #expect(whole.status == 0, "\(whole)")
                    var changed = tile.body
                    changed[100] ^= 1
                    try folder.write(changed, to: "changed")
                    #expect(
                        try await run("python3", [Script.checkTile, "changed", "checkpoint"], in: folder).status == 1)

                    #expect(try await server.get("/tile/0/000.p/24").status == 404)
                    #expect(try await server.get("/tile/0/000").status == 404)
                    let nobody = try await server.client.send(HTTPRequest(.get, url: server.url + "/tile/0/000.p/23"))
                    #expect(nobody.status == 401)
                }
            }
        }

        @Test func `a position that the ledger doesn't have can't be proved`() async throws {
            try await Installation.with { installation in
                let outcome = try await installation.daybook("audit", "prove", "0")
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains("no event at position 0"), "\(outcome)")
            }
        }

        private static func check(
            _ proof: String, _ key: String, _ entry: String, _ folder: ScratchFolder
        ) async throws -> Outcome {
            try await run("python3", [Script.checkProof, proof, key, entry], in: folder)
        }

        /// The verifier key of another signing key with the same name.
        private static func anotherKey(_ installation: Installation) async throws -> String {
            let made = try await installation.daybook("keys", "signing", "new", "--origin", "ledger.example/e2e")
            let file = try installation.folder.write(Array(made.output.utf8), to: "another.key")
            return try await installation.daybook(
                "audit", "verifier-key", changes: ["DAYBOOK_SIGNING_KEY_FILE": file]
            ).output.trimmed
        }
    }
}

extension String {
    /// A proof with another character in its first hash.
    fileprivate func flippingHash() -> String {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let other = lines[2].first == "A" ? "B" : "A"
        lines[2] = other + lines[2].dropFirst()
        return lines.joined(separator: "\n")
    }
}
