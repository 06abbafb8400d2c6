import Testing

@testable import PostgresCluster

@Suite struct RuleTests {
    @Test func `versions are read from what postgres prints`() {
        #expect(PostgresPrograms.major(ofVersion: "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)") == 15)
        #expect(PostgresPrograms.major(ofVersion: "postgres (PostgreSQL) 18beta1") == 18)
        #expect(PostgresPrograms.major(ofVersion: "something else") == nil)
        #expect(PostgresPrograms.major(ofVersion: "") == nil)
    }

    /// FNV-1a, 64 bit: the values for "" and "foobar" are those of the reference (isthe.com/chongo/tech/comp/fnv).
    @Test func `the fallback's name is the FNV-1a hash of the path`() {
        #expect(DataDirectory.fallback(for: "") == "/var/tmp/daybook-cbf29ce484222325")
        #expect(DataDirectory.fallback(for: "foobar") == "/var/tmp/daybook-85944171f73967e8")
    }

    @Test func `values in the settings file are quoted`() {
        let settings = ServerSettings(
            settings: ["search_path": "it's a \\"], socketDirectory: "/tmp/x", port: 5432, listensOnLoopback: false)
        #expect(
            settings.text == """
                # Written anew at every start.
                search_path = 'it''s a \\\\'
                unix_socket_directories = '/tmp/x'
                port = '5432'
                listen_addresses = ''

                """)
    }
}
