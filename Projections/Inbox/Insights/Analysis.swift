import Postgres
import ProjectionEngine
package import Vocabulary

/// What the last analysis of a message found.
package struct Analysis: Equatable, Sendable {
    package var at: Timestamp
    package var summary: String?
    package var sentiment: MessageAnalyzed.Sentiment?
    /// From 1 to 10.
    package var urgency: Int64?
    package var category: String?
    package var priority: String?
    package var keywords: [String]
    package var entities: JSONObject?
    package var isActionRequired: Bool
    package var responseTime: String?

    init(_ fact: MessageAnalyzed, at: Timestamp) {
        self.at = at
        summary = fact.summary
        sentiment = fact.sentiment
        urgency = fact.urgency
        category = fact.category
        priority = fact.priority
        keywords = fact.keywords
        entities = fact.entities
        isActionRequired = fact.isActionRequired
        responseTime = fact.responseTime
    }

    static let columns = [
        "analyzed_at", "summary", "sentiment", "urgency", "category", "priority", "keywords", "entities",
        "action_required", "response_time",
    ]

    static func write(_ analysis: Analysis?, to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(analysis?.at)
        try row.write(analysis?.summary)
        try row.write(analysis?.sentiment?.rawValue)
        try row.write(analysis?.urgency)
        try row.write(analysis?.category)
        try row.write(analysis?.priority)
        try row.write(analysis?.keywords)
        // As text, which keeps the order of the members and the spelling of the numbers: the row reads back as it was.
        try row.write(analysis?.entities.map { String(decoding: JSON.object($0).serialized(), as: UTF8.self) })
        try row.write(analysis?.isActionRequired)
        try row.write(analysis?.responseTime)
    }

    /// `nil` when the message wasn't analysed.
    init?(from row: inout RowReader) throws(PostgresError) {
        let at = try row.next(Timestamp?.self)
        summary = try row.next()
        sentiment = try row.nextCase()
        urgency = try row.next()
        category = try row.next()
        priority = try row.next()
        keywords = try row.next([String]?.self) ?? []
        entities = try row.next(String?.self).flatMap { try? JSON(parsing: Array($0.utf8)).object }
        isActionRequired = try row.next(Bool?.self) ?? false
        responseTime = try row.next()
        guard let at else { return nil }
        self.at = at
    }
}
