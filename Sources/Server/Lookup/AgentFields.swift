import Providers
import Vocabulary

/// The body of an agent's call. Its members are found under the names of the answers (`currentIntent`), of the agents' own helpers
/// (`intent`) and in snake case.
struct AgentFields {
    private let fields: JSONObject

    init(_ fields: JSONObject) {
        self.fields = fields
    }

    /// The longest id, intent or name, in bytes.
    private static let nameLength = 512
    /// The longest message, in bytes.
    private static let contentLength = 65_536

    /// The business within the agent's system.
    var subDomain: String? {
        get throws(APIError) { try name("subDomain", "sub_domain") }
    }

    /// `{"userPhone":…,"subDomain":…,"localId":…,"botId":…,"sessionId":…,"context":{…},"metadata":{…}}`: only the first must be there.
    func opening() throws(APIError) -> StateSynced {
        let phone = try name("userPhone", "user_phone", "phoneNumber", "phone_number", "phone")
        guard let phone, PhoneDigits(phone) != nil else {
            throw .badRequest("The field userPhone is needed: a phone number, like +51999999999.")
        }
        var sync = StateSynced(sessionID: try name("sessionId", "session_id") ?? "")
        sync.phone = phone
        sync.subDomain = try subDomain
        sync.localID = try name("localId", "local_id")
        sync.botID = try name("botId", "bot_id", "whatsappBotId")
        return try addingState(to: sync)
    }

    /// `{"currentIntent":…,"currentStep":…,"context":{…},"metadata":{…}}`, of which something must be there.
    func sync(of session: String) throws(APIError) -> StateSynced {
        let sync = try addingState(to: StateSynced(sessionID: session))
        guard sync != StateSynced(sessionID: session) else {
            throw .badRequest("Say something of the conversation: currentIntent, currentStep, context or metadata.")
        }
        return sync
    }

    /// `{"intent":…,"step":…}`, of which one must be there.
    func intent(of session: String) throws(APIError) -> StateSynced {
        var sync = StateSynced(sessionID: session)
        sync.intent = try name("intent", "currentIntent", "current_intent")
        sync.step = try name("step", "currentStep", "current_step")
        guard sync.intent != nil || sync.step != nil else { throw .badRequest("The field intent or step is needed.") }
        return sync
    }

    /// `{"context":{…}}`, a merge patch; or the patch itself, beside `subDomain`.
    func context(of session: String) throws(APIError) -> StateSynced {
        var sync = StateSynced(sessionID: session)
        if let context = try object("context") {
            sync.context = context
        } else {
            let own = fields.members.filter { !["subDomain", "sub_domain"].contains($0.name) }
            sync.context = JSONObject(own.map { ($0.name, $0.value) })
        }
        guard sync.context?.isEmpty == false else {
            throw .badRequest("The field context is needed: what has changed.")
        }
        return sync
    }

    /// `{"role":…,"content":…,"timestamp":…}`: the last may be missing.
    func message(of session: String) throws(APIError) -> StateSynced {
        var sync = StateSynced(sessionID: session)
        let role = try fields.required("role", atMost: 64)
        guard let content = try fields.optional("content", atMost: Self.contentLength) else {
            throw .badRequest("The field content is needed: what was said.")
        }
        let said = fields["timestamp"] ?? .null
        let moment = said.string.flatMap { Timestamp($0) }
        guard said.isNull || moment != nil else {
            throw .badRequest("The field timestamp must be a time like 2025-12-29T10:06:00Z.")
        }
        sync.message = StateSynced.Message(role: role, content: content, at: moment)
        return sync
    }

    /// `{"orderId":…}`
    func order(of session: String) throws(APIError) -> OrderLinked {
        guard let order = try name("orderId", "order_id") else { throw .badRequest("The field orderId is needed.") }
        return OrderLinked(sessionID: session, orderID: order, subDomain: try subDomain)
    }

    private func addingState(to sync: StateSynced) throws(APIError) -> StateSynced {
        var sync = sync
        sync.intent = try name("currentIntent", "intent", "current_intent")
        sync.step = try name("currentStep", "step", "current_step")
        sync.context = try object("context")
        sync.metadata = try object("metadata")
        return sync
    }

    /// The text under the first of these names that has one; ids may be numbers.
    private func name(_ names: String...) throws(APIError) -> String? {
        for name in names {
            if let number = fields[name]?.integer { return String(number) }
            if let text = try fields.optional(name, atMost: Self.nameLength), !text.isEmpty { return text }
        }
        return nil
    }

    private func object(_ name: String) throws(APIError) -> JSONObject? {
        guard let value = fields[name], !value.isNull else { return nil }
        guard let object = value.object else { throw .badRequest("The field \(name) must be a JSON object.") }
        return object
    }
}
