/// What an operation is about; the document's tags, in the order in which people read them.
enum Area: String, CaseIterable, Sendable {
    case webhooks = "Webhooks"
    case inbox = "Inbox"
    case conversations = "Conversations"
    case contacts = "Contacts"
    case sheets = "Sheets"
    case analytics = "Analytics"
    case agents = "Agents"
    case events = "Events"
    case log = "Log and proofs"
    case operation = "Health and metrics"
    case documentation = "Documentation"

    var text: String {
        switch self {
        case .webhooks:
            "Where providers deliver. A 2xx answer means that the delivery is durably in the ledger; everything else is to be sent again."
        case .inbox: "The shared WhatsApp inbox, on the paths and with the fields of the Twilio inbox."
        case .conversations: "Conversations with their messages and notes."
        case .contacts: "Who the contacts are, what went on with them, and which of them are one person."
        case .sheets: "Clients, experts and projects as rows, whole or by what has changed."
        case .analytics: "Figures, and the events behind each of them."
        case .agents: "Where agents' conversations stand: looked up, begun, synced."
        case .events: "The ledger itself, page by page or as it grows."
        case .log: "The Merkle log as C2SP tlog-tiles has it: its signed head and its tiles."
        case .operation: "Whether the service lives and can do its work, and its numbers."
        case .documentation: "This description."
        }
    }
}
