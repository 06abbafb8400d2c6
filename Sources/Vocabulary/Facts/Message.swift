/// What a message holds.
package struct MessageContent: Hashable, Sendable {
    /// The form of a message.
    package enum Form: String, Hashable, Sendable, CaseIterable {
        case text, audio, image, video, document, location, interactive, sticker, contacts, reaction, order, email
        case storyReply = "story_reply"
        case post, template, call, system, unsupported
    }

    package var form: Form
    /// The text, caption or label that a person reads.
    package var text: String?
    package var media: [Media]
    package var location: Location?
    /// The provider's id of the message that this one answers.
    package var replyTo: String?
    /// The payload of the button or list entry that was chosen.
    package var payload: String?
    /// An e-mail's subject line.
    package var subjectLine: String?

    package init(
        form: Form, text: String? = nil, media: [Media] = [], location: Location? = nil, replyTo: String? = nil,
        payload: String? = nil, subjectLine: String? = nil
    ) {
        self.form = form
        self.text = text
        self.media = media
        self.location = location
        self.replyTo = replyTo
        self.payload = payload
        self.subjectLine = subjectLine
    }

    /// A file that came with a message: where the provider keeps it, and what it says it is.
    package struct Media: Hashable, Sendable {
        package var url: String
        /// The MIME type.
        package var contentType: String?
        package var fileName: String?

        package init(url: String, contentType: String? = nil, fileName: String? = nil) {
            self.url = url
            self.contentType = contentType
            self.fileName = fileName
        }
    }

    /// A place, in degrees (WGS 84) as the provider wrote them.
    package struct Location: Hashable, Sendable {
        package var latitude: String
        package var longitude: String
        package var label: String?
        package var address: String?

        package init(latitude: String, longitude: String, label: String? = nil, address: String? = nil) {
            self.latitude = latitude
            self.longitude = longitude
            self.label = label
            self.address = address
        }
    }
}

/// `message.received`: a contact wrote to us.
package struct MessageReceived: Hashable, Sendable {
    /// The provider's id of the message, verbatim.
    package var messageID: String
    package var contact: ContactProfile
    package var channel: Channel
    package var content: MessageContent

    package init(messageID: String, contact: ContactProfile, channel: Channel, content: MessageContent) {
        self.messageID = messageID
        self.contact = contact
        self.channel = channel
        self.content = content
    }
}

/// `message.sent`: we wrote to a contact, whoever of us it was.
package struct MessageSent: Hashable, Sendable {
    package var messageID: String
    package var contact: ContactProfile
    package var channel: Channel
    package var content: MessageContent
    package var sender: Sender

    package init(
        messageID: String, contact: ContactProfile, channel: Channel, content: MessageContent, sender: Sender
    ) {
        self.messageID = messageID
        self.contact = contact
        self.channel = channel
        self.content = content
        self.sender = sender
    }

    /// Who wrote on our side.
    package struct Sender: Hashable, Sendable {
        /// Whether a person wrote, something automatic did, or the provider doesn't say.
        package enum Nature: String, Hashable, Sendable {
            case human, automation, unknown
        }

        package var nature: Nature
        /// The provider's word for it, verbatim (`user`, `workflow`, `api`, `echo` …).
        package var source: String?
        /// The provider's id of the person, verbatim.
        package var userID: String?

        package init(nature: Nature, source: String? = nil, userID: String? = nil) {
            self.nature = nature
            self.source = source
            self.userID = userID
        }
    }
}

/// `message.status`: how far a message of ours got. Statuses come in any order and more than once.
package struct MessageStatusChanged: Hashable, Sendable {
    /// How far a message got.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case queued, accepted, scheduled, sending, sent, delivered, read, played
        case partiallyDelivered = "partially_delivered"
        case undelivered, failed, canceled, received, receiving

        /// What a later status must exceed to replace an earlier one: `read` isn't undone by a `delivered` that comes late.
        package var rank: Int {
            switch self {
            case .accepted, .scheduled, .queued, .receiving: 0
            case .sending: 1
            case .sent: 2
            case .partiallyDelivered: 3
            case .delivered, .received: 4
            case .read: 5
            case .played: 6
            case .undelivered, .failed, .canceled: 7
            }
        }
    }

    package var messageID: String
    package var status: Status
    package var contact: ContactProfile
    package var channel: Channel
    /// The provider's error code, verbatim.
    package var errorCode: String?
    package var errorMessage: String?

    package init(
        messageID: String, status: Status, contact: ContactProfile, channel: Channel, errorCode: String? = nil,
        errorMessage: String? = nil
    ) {
        self.messageID = messageID
        self.status = status
        self.contact = contact
        self.channel = channel
        self.errorCode = errorCode
        self.errorMessage = errorMessage
    }
}
