import Vocabulary

extension DaybookClient {
    /// Finds the active conversation that a person has with a business, or begins one.
    ///
    /// While the server can't be asked, it is the one that this client knew last, or a new one whose beginning is queued.
    ///
    /// - Parameter phone: in E.164, like `+51999999999`.
    /// - Returns: the session's id; `nil` when there is none to be had: the client is switched off, the queue is full, the server
    ///   refuses. The agent goes on without.
    public func initializeConversation(
        forUser phone: String, subDomain: String? = nil, localID: String? = nil, botID: String? = nil,
        context: [String: DaybookValue] = [:]
    ) async -> String? {
        let beginning = await begin(phone, subDomain, localID, botID, context)
        if case .session(let session) = beginning { return session }
        return nil
    }

    /// Runs `body` with a conversation that is found or begun for it.
    ///
    /// `body` runs whether or not there is a session; without one, what is said of the conversation is refused.
    public func withConversation<Result, Failure: Error>(
        user phone: String, subDomain: String? = nil, localID: String? = nil, botID: String? = nil,
        context: [String: DaybookValue] = [:],
        _ body: (DaybookConversation) async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let beginning = await begin(phone, subDomain, localID, botID, context)
        return try await body(DaybookConversation(client: self, beginning, subDomain: subDomain))
    }

    private func begin(
        _ phone: String, _ subDomain: String?, _ localID: String?, _ botID: String?, _ context: [String: DaybookValue]
    ) async -> Beginning {
        guard let courier else { return .refused(.disabled) }
        let (subDomain, localID) = (subDomain ?? configuration.subDomain, localID ?? configuration.localID)
        guard let person = Person(phone: phone, subDomain: subDomain, localID: localID, botID: botID) else {
            courier.meter.refused()
            return .refused(Refusal(.invalid, "A phone number like +51999999999 is needed."))
        }
        var fields: JSONObject = ["userPhone": .string(phone)]
        fields["subDomain"] = subDomain.map(JSON.string)
        fields["localId"] = localID.map(JSON.string)
        fields["botId"] = botID.map(JSON.string)
        if !context.isEmpty { fields["context"] = .object(JSONObject(context)) }
        return await courier.meter.time {
            await courier.begin(with: person, fields, phone: phone, until: .now + configuration.timeout)
        }
    }
}
