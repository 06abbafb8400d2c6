/// Where a message came in or went out.
package struct Channel: Hashable, Sendable {
    /// The medium. A name that isn't known yet is kept as it came, lower-cased.
    package enum Medium: Hashable, Sendable, LosslessStringConvertible {
        case whatsApp, sms, email, telegram, messenger, instagram, line, viber, weChat, webChat, voice
        case other(String)

        private static let names: [(Medium, String)] = [
            (.whatsApp, "whatsapp"), (.sms, "sms"), (.email, "email"), (.telegram, "telegram"),
            (.messenger, "messenger"), (.instagram, "instagram"), (.line, "line"), (.viber, "viber"),
            (.weChat, "wechat"), (.webChat, "webchat"), (.voice, "voice"),
        ]

        package init(_ description: String) {
            self = Self.names.first { $0.1 == description }?.0 ?? .other(description)
        }

        package var description: String {
            if case .other(let name) = self { return name }
            return Self.names.first { $0.0 == self }?.1 ?? ""
        }
    }

    package var medium: Medium
    /// The provider's id of the channel, verbatim.
    package var id: String?
    package var name: String?
    /// Our side's address on it: a number in E.164, a mailbox.
    package var address: String?

    package init(medium: Medium, id: String? = nil, name: String? = nil, address: String? = nil) {
        self.medium = medium
        self.id = id
        self.name = name
        self.address = address
    }
}
