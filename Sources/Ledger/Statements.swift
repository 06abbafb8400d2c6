import Postgres

/// The ledger's SQL, one statement a file in `Statements/`.
enum Statements {
    static let lockHead = PostgresStatement(PackageResources.lock_head_sql)
    static let findIDs = PostgresStatement(PackageResources.find_ids_sql)
    static let findLatest = PostgresStatement(PackageResources.find_latest_sql)
    static let writeBatch = PostgresStatement(PackageResources.write_batch_sql)
    static let readHead = PostgresStatement(PackageResources.read_head_sql)
    static let readEvents = PostgresStatement(PackageResources.read_events_sql)
    static let readConversationEvents = PostgresStatement(PackageResources.read_conversation_events_sql)
    static let readSubjectEvents = PostgresStatement(PackageResources.read_subject_events_sql)
    static let readLeaves = PostgresStatement(PackageResources.read_leaves_sql)
    static let readTiles = PostgresStatement(PackageResources.read_tiles_sql)
    static let readTileRoots = PostgresStatement(PackageResources.read_tile_roots_sql)
    static let findSubjects = PostgresStatement(PackageResources.find_subjects_sql)
    static let findIdentifierKinds = PostgresStatement(PackageResources.find_identifier_kinds_sql)
    static let linkIdentifiers = PostgresStatement(PackageResources.link_identifiers_sql)
    static let readSubjectKeys = PostgresStatement(PackageResources.read_subject_keys_sql)
    static let measureEvents = PostgresStatement(PackageResources.measure_events_sql)
    static let compareIDs = PostgresStatement(PackageResources.compare_ids_sql)
    static let findUnknownIDs = PostgresStatement(PackageResources.find_unknown_ids_sql)
    static let findStrayTiles = PostgresStatement(PackageResources.find_stray_tiles_sql)
    static let readTilesAndRoots = PostgresStatement(PackageResources.read_tiles_and_roots_sql)
}
