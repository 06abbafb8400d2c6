import Vocabulary

extension DaybookClient {
    /// To which business a phone number belongs, and which conversation was active last.
    public func lookupTenant(byPhone phone: String) async -> ReadOutcome<Tenant> {
        await read("/api/v1/whatsapp/lookup/tenant/\(phone.percentEncoded)") { Tenant($0.data) }
    }

    /// The conversation of a phone number that was active last.
    public func conversation(byPhone phone: String) async -> ReadOutcome<ConversationState> {
        await read("/api/v1/whatsapp/lookup/conversation/\(phone.percentEncoded)") { $0.state }
    }

    /// A conversation by its session.
    public func conversation(id sessionID: String) async -> ReadOutcome<ConversationState> {
        guard Self.isSegment(sessionID) else { return .nothing }
        return await read("/api/v1/conversations/\(sessionID.percentEncoded)") { $0.state }
    }

    private func read<Value: Sendable>(
        _ path: String, _ value: (Gateway.Answer) -> Value?
    ) async -> ReadOutcome<Value> {
        guard let courier else { return .unavailable(Refusal.disabled.message) }
        return await courier.meter.time {
            await courier.read(path, until: .now + configuration.timeout).map(value)
        }
    }

    /// Whether a session's id can be a part of a path.
    static func isSegment(_ id: String) -> Bool {
        !id.isEmpty && id != "." && id != ".." && !id.utf8.contains(0)
    }
}

extension Gateway.Answer {
    var state: ConversationState? { ConversationState(data, position: position) }
}
