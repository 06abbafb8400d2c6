import Ledger
import Vocabulary

/// What `GET /v1/events` asks for.
struct EventQuery: Hashable, Sendable {
    static let limits = 1...1000
    static let defaultLimit = 100

    /// Which events, from where on, and how many in a page.
    var selection: EventSelection
    /// Whether bodies are opened.
    var opensBodies: Bool

    /// Reads the parameters; `lastEventID` is where a follower left off, which goes before what the URL says.
    ///
    /// - Throws: `APIError`: 400 for a parameter that can't be read, 403 for a tenant that the key may not see.
    init(_ query: Query, lastEventID: String? = nil, for principal: Principal) throws(APIError) {
        let after = try query.one("after", as: "a position", Self.position)
        let from = try query.one("from", as: "a position", Self.position)
        guard after == nil || from == nil else { throw .badRequest("Give either after or from.") }
        var first = from ?? after?.next ?? .first
        if let lastEventID, !lastEventID.isEmpty {
            guard let last = Self.position(lastEventID) else {
                throw .badRequest("Last-Event-ID must be the id of an event of this stream: a position.")
            }
            first = last.next
        }
        let tenant = try query.one("tenant", as: "a tenant's id") { TenantID($0) }
        if let tenant { try principal.check(tenant) }
        selection = EventSelection(
            from: first, tenant: tenant ?? principal.tenant, kinds: try Self.kinds(query.all("kind")),
            subject: try query.one("subject", as: "a subject's UUID") { SubjectID($0) },
            conversation: try query.one("conversation", as: "a conversation's UUID") { ConversationID($0) },
            limit: try query.number("limit", in: Self.limits, otherwise: Self.defaultLimit))
        opensBodies = try query.one("body", as: "true or false") { Bool($0) } ?? false
    }

    /// A position that has a next one.
    private static func position(_ text: String) -> Position? {
        guard let value = Int64(text), (0..<Int64.max).contains(value) else { return nil }
        return Position(value)
    }

    private static func kinds(_ values: [String]) throws(APIError) -> [EventKind]? {
        var kinds: [EventKind] = []
        for name in values.flatMap({ $0.split(separator: ",") }) {
            guard let kind = EventKind(String(name)) else {
                throw .badRequest("The parameter kind names a kind of event that doesn't exist.")
            }
            kinds.append(kind)
        }
        return kinds.isEmpty ? nil : kinds
    }
}
