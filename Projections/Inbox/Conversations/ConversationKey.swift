package import Postgres
package import ProjectionEngine
package import Vocabulary

/// The key of `inbox_conversations`.
package struct ConversationKey: TableKey {
    package var tenant: TenantID
    package var conversation: ConversationID

    package init(tenant: TenantID, conversation: ConversationID) {
        self.tenant = tenant
        self.conversation = conversation
    }

    package static let columns = ["tenant", "conversation"]

    package func write(to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(tenant)
        try row.write(conversation)
    }

    package init(from row: inout RowReader) throws(PostgresError) {
        tenant = try row.next()
        conversation = try row.next()
    }

    package static func bind(_ keys: [Self], to statement: PostgresStatement) -> PostgresQuery {
        PostgresQuery(statement, keys.map(\.tenant), keys.map(\.conversation))
    }
}
