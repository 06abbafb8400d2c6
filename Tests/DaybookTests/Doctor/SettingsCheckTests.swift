import Testing

@testable import Daybook

/// Settings of the database that endanger what is promised.
struct SettingsCheckTests {
    /// A database that nothing is wrong with.
    private static let sound = [
        "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on",
        "wal_level": "replica", "max_connections": "100", "superuser_reserved_connections": "3",
        "idle_in_transaction_session_timeout": "600000", "autovacuum": "on", "server_encoding": "UTF8",
        "zero_damaged_pages": "off", "ignore_checksum_failure": "off",
    ]

    @Test func `nothing is found in a sound database, nor in settings that can't be seen`() {
        #expect(SettingsCheck(settings: Self.sound).findings == [])
        #expect(SettingsCheck(settings: [:]).findings == [])
    }

    @Test(arguments: [
        ("fsync", "off", Finding.Severity.error), ("full_page_writes", "off", .error),
        ("synchronous_commit", "off", .warning), ("synchronous_commit", "local", .warning),
        ("data_checksums", "off", .warning), ("wal_level", "minimal", .warning), ("max_connections", "36", .warning),
        ("max_connections", "19", .error), ("idle_in_transaction_session_timeout", "0", .note),
        ("autovacuum", "off", .warning), ("server_encoding", "SQL_ASCII", .error), ("zero_damaged_pages", "on", .error),
        ("ignore_checksum_failure", "on", .error),
    ])
    func `each setting that endangers something is one finding`(
        name: String, value: String, severity: Finding.Severity
    ) throws {
        let findings = SettingsCheck(settings: Self.sound.merging([name: value]) { $1 }).findings
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding.severity == severity)
        #expect(
            finding.problem.contains(name == "data_checksums" ? "checksums" : name == "server_encoding" ? value : name))
    }

    @Test(arguments: [
        ("synchronous_commit", "remote_write"), ("synchronous_commit", "remote_apply"), ("wal_level", "logical"),
        ("max_connections", "37"),
    ])
    func `what is safe is no finding`(name: String, value: String) {
        #expect(SettingsCheck(settings: Self.sound.merging([name: value]) { $1 }).findings == [])
    }
}
