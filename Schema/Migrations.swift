/// The ledger's schema, as numbered migrations. The SQL is in the files beside this one, in plain words for a DBA.
package struct Migration: Sendable {
    /// Its place in the order, from 1.
    package let version: Int
    package let name: String
    package let sql: [UInt8]

    /// All of them, in order. One that was released is never edited: its digest is kept in the database.
    package static let all: [Migration] = [
        Migration(version: 1, name: "roles", sql: PackageResources.V0001__roles_sql),
        Migration(version: 2, name: "events", sql: PackageResources.V0002__events_sql),
        Migration(version: 3, name: "immutability", sql: PackageResources.V0003__immutability_sql),
        Migration(version: 4, name: "partitions", sql: PackageResources.V0004__partitions_sql),
        Migration(version: 5, name: "tree", sql: PackageResources.V0005__tree_sql),
        Migration(version: 6, name: "subjects", sql: PackageResources.V0006__subjects_sql),
        Migration(version: 7, name: "api_keys", sql: PackageResources.V0007__api_keys_sql),
        Migration(version: 8, name: "projections", sql: PackageResources.V0008__projections_sql),
        Migration(version: 9, name: "projection_swaps", sql: PackageResources.V0009__projection_swaps_sql),
        Migration(version: 10, name: "erasures", sql: PackageResources.V0010__erasures_sql),
    ]
}
