import Cryptography
import Glibc
import Ledger
import MerkleLog
import Testing

/// Key files: the master key's and the signing key's.
struct SecretFileTests {
    /// Runs `body` with a path that no file is at.
    private static func withPath<R>(_ body: (String) throws -> R) rethrows -> R {
        let path = "/tmp/daybook-secret-\(UInt64.random(in: .min ... .max))"
        defer { unlink(path) }
        return try body(path)
    }

    @Test func `a master key that was made can be read`() throws {
        try Self.withPath { path in
            try SecretFile(path).create(MasterKey.generate())
            let key = try MasterKey(file: path)
            let wrapped = key.wrap([1, 2, 3], purpose: "test")
            #expect(try MasterKey(file: path).unwrap(wrapped, purpose: "test") == [1, 2, 3])
        }
    }

    @Test(arguments: [mode_t(0o644), 0o640, 0o604, 0o666])
    func `a file that others may read is refused`(mode: mode_t) throws {
        try Self.withPath { path in
            try SecretFile(path).create(MasterKey.generate())
            chmod(path, mode)
            let error = #expect(throws: LedgerError.self) { try MasterKey(file: path) }
            #expect(error?.code == .key)
            #expect(error?.description.contains("chmod 0600") == true)
        }
    }

    @Test(arguments: ["AAAA", "not base64!", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEy"])
    func `what isn't 32 bytes in base64 is refused`(text: String) throws {
        try Self.withPath { path in
            try SecretFile(path).create(text)
            let error = #expect(throws: LedgerError.self) { try MasterKey(file: path) }
            #expect(error?.code == .key)
            #expect(error?.description.contains("daybook keys master new") == true)
            #expect(error?.description.contains(text) == false)
        }
    }

    @Test func `a file that isn't there is named`() {
        let error = #expect(throws: LedgerError.self) { try MasterKey(file: "/nowhere/master.key") }
        #expect(error?.code == .key)
        #expect(error?.description.contains("/nowhere/master.key") == true)
    }

    @Test func `a file that is there is never overwritten`() throws {
        try Self.withPath { path in
            try SecretFile(path).create("first")
            #expect(throws: LedgerError.self) { try SecretFile(path).create("second") }
            #expect(try SecretFile(path).text(of: "key", made: "…") == "first")
        }
    }

    @Test func `a signing key that was made can be read, and names its log`() throws {
        try Self.withPath { path in
            try SecretFile(path).create(try SigningKey.generate(origin: "ledger.example.com/daybook"))
            #expect(try SigningKey.read(file: path).name == "ledger.example.com/daybook")
        }
        let error = #expect(throws: LedgerError.self) { try SigningKey.generate(origin: "no good + name") }
        #expect(error?.code == .key)
    }

    @Test func `a wrapped key opens under its own master key and for its own purpose only`() throws {
        let master = MasterKey(SymmetricKey.random())
        let wrapped = master.wrap([7], purpose: "subject:1")
        #expect(try master.unwrap(wrapped, purpose: "subject:1") == [7])
        #expect(throws: LedgerError.self) { try master.unwrap(wrapped, purpose: "subject:2") }
        let error = #expect(throws: LedgerError.self) {
            try MasterKey(SymmetricKey.random()).unwrap(wrapped, purpose: "subject:1")
        }
        #expect(error?.code == .key)
    }
}
