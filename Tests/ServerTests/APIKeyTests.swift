import Testing

@testable import Server

struct APIKeyTests {
    @Test func `A token is read back as the key that it was made from`() throws {
        for _ in 0..<200 {
            let key = APIKey.generate()
            let read = try #require(APIKey(token: key.token))
            #expect(read.id == key.id)
            #expect(read.digest == key.digest)
            #expect(read.token == key.token)
            #expect(key.token.utf8.count == 4 + 12 + 1 + 43)
        }
    }

    @Test func `No two keys are the same`() {
        let keys = (0..<200).map { _ in APIKey.generate() }
        #expect(Set(keys.map(\.id)).count == 200)
        #expect(Set(keys.map(\.digest)).count == 200)
    }

    @Test(arguments: [
        "", "dbk", "dbk__", "dbk_aaaaaaaaaaaa_", "dbk_aaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dbk_aaaaaaaaaaa1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dbk_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "dbk_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dbk_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "xyz_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dbk_AAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `What isn't in the form of a token is none`(token: String) {
        #expect(APIKey(token: token) == nil)
    }

    @Test func `A key doesn't print its secret`() throws {
        let key = APIKey.generate()
        let secret = try #require(key.token.split(separator: "_", maxSplits: 2).last)
        #expect(!"\(key)".contains(secret))
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains(secret))
        #expect(!dumped.contains("secret"))
    }

    @Test func `Admin has every scope, and no other has another's`() {
        for held in Scope.allCases {
            let principal = Principal(keyID: "k", tenant: nil, scopes: [held])
            for asked in Scope.allCases {
                #expect(principal.has(asked) == (held == asked || held == .admin))
            }
        }
    }
}
