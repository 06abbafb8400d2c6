import Vocabulary

/// Whom a conversation is with, and about which business.
struct Person: Hashable, Sendable {
    let digits: String
    let subDomain: String?
    let localID: String?
    let botID: String?

    /// `nil` for what can't be a phone number.
    init?(phone: String, subDomain: String?, localID: String?, botID: String?) {
        guard let digits = PhoneDigits(phone) else { return nil }
        self.digits = digits.text
        self.subDomain = subDomain
        self.localID = localID
        self.botID = botID
    }

    /// Whether a conversation is one with this person, as the server judges it: what isn't named doesn't matter.
    func agrees(with state: ConversationState) -> Bool {
        func agree(_ wanted: String?, _ held: String?) -> Bool { wanted == nil || wanted == held }
        return agree(subDomain, state.subDomain) && agree(localID, state.localID) && agree(botID, state.botID)
    }
}
