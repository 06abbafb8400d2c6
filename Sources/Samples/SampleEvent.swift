package import Vocabulary

/// A kind of sample that can be asked for by name.
package struct SampleEvent: Sendable {
    /// The form of the body, where a provider has two.
    package enum Form: Sendable {
        /// What the provider really sends.
        case real
        /// What Respond.io's integration guide describes.
        case guide
        /// Several messages in one delivery, as WhatsApp sends them when there are many.
        case batch
        /// In a group, or from somebody who comes first, as connectors of WhatsApp Web say it.
        case group, vip
    }

    /// Who sends it.
    package let source: Source
    /// The name by which to ask for it.
    package let name: String
    let form: Form
    let act: SampleAct
    /// Whether WhatsApp shows a business-scoped user id and no phone number.
    let hidesNumber: Bool

    init(_ source: Source, _ name: String, _ act: SampleAct, form: Form = .real, hidesNumber: Bool = false) {
        self.source = source
        self.name = name
        self.act = act
        self.form = form
        self.hidesNumber = hidesNumber
    }

    /// The sample of this name, if there is one.
    package static func named(_ name: String, of source: Source) -> SampleEvent? {
        (all + keyed).first { $0.source == source && $0.name == name }
    }

    /// All that providers sign, in the order in which a person should see them.
    package static let all: [SampleEvent] = respondIO + guide + twilio + whatsApp + elevenLabs

    /// Those of callers who have an API key, and sign nothing.
    package static let keyed: [SampleEvent] = [
        SampleEvent(.izer, "message.received", .received(.text(""))),
        SampleEvent(.izer, "message.received.vip", .received(.text("")), form: .vip),
        SampleEvent(.izer, "message.received.group", .received(.text("")), form: .group),
        SampleEvent(.izer, "message.received.image", .received(.image(caption: ""))),
        SampleEvent(.izer, "message.sent", .sent(.text("Thank you, we are on it."), by: .human)),
        SampleEvent(.elevenLabs, "client.conversation", .call(incoming: true)),
    ]

    /// Whether who sends it has an API key, in place of a signature.
    package var isKeyed: Bool { Self.keyed.contains { $0.source == source && $0.name == name } }

    // A text of "" stands for one in the contact's own language.
    private static let respondIO: [SampleEvent] = [
        SampleEvent(.respondIO, "message.received", .received(.text(""))),
        SampleEvent(.respondIO, "message.received.image", .received(.image(caption: ""))),
        SampleEvent(.respondIO, "message.received.voice", .received(.voice)),
        SampleEvent(.respondIO, "message.received.document", .received(.document(name: "sample.pdf"))),
        SampleEvent(.respondIO, "message.received.location", .received(.location(label: "Front door"))),
        SampleEvent(.respondIO, "message.received.button", .received(.button("Yes, please"))),
        SampleEvent(.respondIO, "message.sent", .sent(.text("Thank you, we are on it."), by: .human)),
        SampleEvent(.respondIO, "message.sent.automation", .sent(.text("We have got your message."), by: .automation)),
        SampleEvent(.respondIO, "comment.created", .note("Please ring back before noon.")),
        SampleEvent(.respondIO, "contact.created", .contactCreated),
        SampleEvent(.respondIO, "contact.updated", .contactUpdated),
        SampleEvent(.respondIO, "contact.tag.updated", .tagged("sample", added: true)),
        SampleEvent(.respondIO, "contact.lifecycle.updated", .lifecycle("Customer")),
        SampleEvent(.respondIO, "contact.assignee.updated", .assigned(true)),
        SampleEvent(.respondIO, "conversation.opened", .opened),
        SampleEvent(.respondIO, "conversation.closed", .closed("Settled.")),
        SampleEvent(.respondIO, "call.ended", .call(incoming: true)),
        SampleEvent(.respondIO, "ping", .ping),
    ]

    private static let guide: [SampleEvent] = [
        SampleEvent(.respondIO, "guide.message.received", .received(.text("")), form: .guide),
        SampleEvent(.respondIO, "guide.message.sent", .sent(.text("We are on our way."), by: .unknown), form: .guide),
        SampleEvent(.respondIO, "guide.contact.created", .contactCreated, form: .guide),
        SampleEvent(.respondIO, "guide.contact.updated", .contactUpdated, form: .guide),
        SampleEvent(.respondIO, "guide.conversation.updated", .opened, form: .guide),
        SampleEvent(.respondIO, "guide.conversation.assigned", .assigned(true), form: .guide),
    ]

    private static let twilio: [SampleEvent] = [
        SampleEvent(.twilio, "message.received", .received(.text(""))),
        SampleEvent(.twilio, "message.received.image", .received(.image(caption: ""))),
        SampleEvent(.twilio, "message.received.voice", .received(.voice)),
        SampleEvent(.twilio, "message.received.document", .received(.document(name: "sample.pdf"))),
        SampleEvent(.twilio, "message.received.location", .received(.location(label: "Front door"))),
        SampleEvent(.twilio, "message.received.button", .received(.button("Yes, please"))),
        SampleEvent(.twilio, "message.received.username", .received(.text("")), hidesNumber: true),
        SampleEvent(.twilio, "message.status.sent", .status(.sent)),
        SampleEvent(.twilio, "message.status.delivered", .status(.delivered)),
        SampleEvent(.twilio, "message.status.read", .status(.read)),
        SampleEvent(.twilio, "message.status.failed", .status(.failed)),
        SampleEvent(.twilio, "ping", .ping),
    ]

    private static let whatsApp: [SampleEvent] = [
        SampleEvent(.whatsApp, "message.received", .received(.text(""))),
        SampleEvent(.whatsApp, "message.received.image", .received(.image(caption: ""))),
        SampleEvent(.whatsApp, "message.received.voice", .received(.voice)),
        SampleEvent(.whatsApp, "message.received.document", .received(.document(name: "sample.pdf"))),
        SampleEvent(.whatsApp, "message.received.location", .received(.location(label: "Front door"))),
        SampleEvent(.whatsApp, "message.received.button", .received(.button("Yes, please"))),
        SampleEvent(.whatsApp, "message.received.username", .received(.text("")), hidesNumber: true),
        SampleEvent(.whatsApp, "message.received.batch", .received(.text("")), form: .batch),
        SampleEvent(.whatsApp, "message.echo", .sent(.text("Thank you, we are on it."), by: .human)),
        SampleEvent(.whatsApp, "message.status.sent", .status(.sent)),
        SampleEvent(.whatsApp, "message.status.delivered", .status(.delivered)),
        SampleEvent(.whatsApp, "message.status.read", .status(.read)),
        SampleEvent(.whatsApp, "message.status.failed", .status(.failed)),
        SampleEvent(.whatsApp, "template.approved", .ping),
    ]

    private static let elevenLabs: [SampleEvent] = [
        SampleEvent(.elevenLabs, "post_call_transcription", .call(incoming: true)),
        SampleEvent(.elevenLabs, "post_call_audio", .received(.voice)),
        SampleEvent(.elevenLabs, "call_initiation_failure", .ping),
    ]
}
