import PostgresCluster

extension PostgresCluster.Options {
    /// A cluster for a test: small, and without the waits for the disk.
    static func fast(_ directory: String) -> Self {
        .init(directory: directory, settings: ["fsync": "off", "work_mem": "7MB", "shared_buffers": "8MB"])
    }
}
