package import Vocabulary

/// `{"projection":…,"version":…,"generation":…,"position":…,"tree_size":…,"root":…,"tables":[{"name":…,"rows":…,"digest":…}]}`
extension ProjectionSwapped: RecordFact {
    package static let kind = EventKind.projectionSwapped

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let projection = fields.text("projection"), let version = fields["version"]?.integer,
            let generation = fields["generation"]?.integer, let position = fields["position"]?.integer,
            let treeSize = fields["tree_size"]?.integer, let root = fields.text("root"),
            let entries = fields["tables"]?.array
        else { throw UnreadableDelivery("the record of a swap is incomplete") }
        let tables = entries.compactMap(Table.init)
        guard tables.count == entries.count else { throw UnreadableDelivery("the record of a swap is incomplete") }
        self.init(
            projection: projection, version: version, generation: generation, position: Position(position),
            treeSize: treeSize, root: root, tables: tables)
    }

    package var fields: JSONObject {
        [
            "projection": .string(projection), "version": .integer(version), "generation": .integer(generation),
            "position": .integer(position.rawValue), "tree_size": .integer(treeSize), "root": .string(root),
            "tables": .array(tables.map(\.json)),
        ]
    }

    package var fact: Fact { .projectionSwapped(self) }
}

extension ProjectionSwapped.Table {
    fileprivate var json: JSON { ["name": .string(name), "rows": .integer(rows), "digest": .string(digest)] }

    fileprivate init?(_ json: JSON) {
        guard let name = json["name"]?.string, let rows = json["rows"]?.integer, let digest = json["digest"]?.string
        else { return nil }
        self.init(name: name, rows: rows, digest: digest)
    }
}
