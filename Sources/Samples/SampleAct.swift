package import Vocabulary

/// One thing that happens in a conversation.
package enum SampleAct: Hashable, Sendable {
    case received(SampleMessage)
    case sent(SampleMessage, by: MessageSent.Sender.Nature)
    case status(MessageStatusChanged.Status)
    case note(String)
    /// To the colleague, or to nobody.
    case assigned(Bool)
    case opened
    case closed(String)
    case contactCreated
    case contactUpdated
    case tagged(String, added: Bool)
    case lifecycle(String)
    case call(incoming: Bool)
    case ping
}

/// What a sample message holds.
package enum SampleMessage: Hashable, Sendable {
    case text(String)
    case image(caption: String)
    case voice
    case document(name: String)
    case location(label: String)
    case button(String)

    /// What a person reads in it.
    package var text: String? {
        switch self {
        case .text(let text), .image(let text), .button(let text): text
        case .location, .document, .voice: nil
        }
    }
}

/// The colleague who writes and takes conversations over.
enum SampleColleague {
    static let id = 90_210
    static let firstName = "Philippa"
    static let lastName = "Thistlewood"
    static let email = "philippa.thistlewood@example.net"
}
