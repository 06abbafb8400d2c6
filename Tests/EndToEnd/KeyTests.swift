import Curl
import Testing
import Vocabulary

extension EndToEnd {
    /// API keys, and the ledger's own keys.
    @Suite struct KeyTests {
        @Test func `a key that is made works, is listed without its secret, and is refused at once when revoked`()
            async throws
        {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let made = try await installation.daybook(
                        "keys", "create", "--scope", "inbox", "--name", "desk", "--days", "30")
                    let token = made.output.trimmed
                    let id = String(token.split(separator: "_")[1])
                    #expect(try await server.get("/api/whatsapp/inbox", token: token).status == 200)
                    #expect(try await server.get("/v1/events", token: token).status == 403)

                    let listed = try await installation.daybook("keys", "list", "--output", "json")
                    let key = try #require(try listed.json().array?.first { $0["id"]?.string == id })
                    #expect(key["name"] == "desk")
                    #expect(key["scopes"] == ["inbox"])
                    #expect(key["expires_at"]?.string != nil)
                    #expect(key["revoked_at"] == .null)
                    #expect(key["last_used_at"]?.string != nil)
                    let secret = String(token.dropFirst("dbk_\(id)_".count))
                    #expect(!listed.output.contains(secret))

                    #expect(try await installation.daybook("keys", "revoke", id).output == "revoked \(id)\n")
                    let refused = try await server.get("/api/whatsapp/inbox", token: token)
                    #expect(refused.status == 401)
                    #expect(refused.text.contains("revoked"))
                    let table = try await installation.daybook("keys", "list").lines
                    #expect(table.contains { $0.hasPrefix(id) && $0.contains("revoked") }, "\(table)")
                    let unknown = try await installation.daybook("keys", "revoke", "nothing")
                    #expect(unknown.status == 1)
                    #expect(unknown.errors.contains("daybook keys list"))
                    #expect(!server.process.errors.contains(secret))
                }
            }
        }

        @Test func `what reads is closed without a key, and with one that is wrong`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let forged = installation.token.dropLast(4) + "AAAA"
                    for path in [
                        "/api/whatsapp/inbox", "/api/whatsapp/conversation/1", "/v1/events", "/tile/0/000.p/1",
                    ] {
                        let open = try await server.client.send(HTTPRequest(.get, url: server.url + path))
                        #expect(open.status == 401, "\(path)")
                        #expect(try await server.get(path, token: String(forged)).status == 401, "\(path)")
                    }
                }
            }
        }

        @Test func `a key file that others may read is refused`() async throws {
            try await Installation.with { installation in
                for (variable, name) in [
                    ("DAYBOOK_MASTER_KEY_FILE", "master.key"), ("DAYBOOK_SIGNING_KEY_FILE", "signing.key"),
                ] {
                    let bytes = installation.folder.read(name)
                    let file = try installation.folder.write(bytes, to: "open.key", mode: 0o644)
                    let outcome = try await installation.daybook("serve", "--port", "0", changes: [variable: file])
                    #expect(outcome.status == 1, "\(outcome)")
                    #expect(outcome.errors.contains("chmod 0600"), "\(outcome)")
                }
            }
        }

        @Test func `a missing, broken or wrong master key is explained, and nothing is shown of it`() async throws {
            try await Installation.with { installation in
                let another = try await installation.daybook("keys", "master", "new").output.trimmed
                try installation.folder.write(Array(another.utf8), to: "another.key")
                try installation.folder.write(Array("c2hvcnQ=".utf8), to: "short.key")
                try installation.folder.write([], to: "empty.key")
                // The first start makes the ledger's keys under the right one.
                #expect(try await installation.daybook("tail", "--no-follow").status == 0)
                for name in ["another.key", "short.key", "empty.key", "absent.key"] {
                    let file = installation.folder.file(name)
                    let outcome = try await installation.daybook(
                        "tail", "--no-follow", changes: ["DAYBOOK_MASTER_KEY_FILE": file])
                    #expect(outcome.status == 1, "\(name): \(outcome)")
                    #expect(outcome.errors.contains("master"), "\(name): \(outcome)")
                    #expect(!outcome.errors.contains(another), "\(name): \(outcome)")
                }
            }
        }
    }
}
