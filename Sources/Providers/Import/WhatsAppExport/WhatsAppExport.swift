import Cryptography
package import Vocabulary

/// The text file that WhatsApp's own *Export chat* makes, of a chat with one other person.
///
/// It has no ids, no phone numbers and no time zone, and its dates are in the order of the phone's region: what it doesn't tell has to be
/// told. The app writes 40,000 messages at most, so it is read as a whole.
package struct WhatsAppExport: Sendable {
    /// What the file doesn't tell.
    package struct Context: Sendable {
        /// The other side's number.
        package var phone: PhoneNumber
        /// Our side, as the file calls it.
        package var ownName: String
        /// The id of our number (`phone_number_id`), where it has webhooks as well.
        package var numberID: String?
        /// The order of a date's numbers; `nil` to find it out.
        package var order: DateOrder?

        package init(phone: PhoneNumber, ownName: String, numberID: String? = nil, order: DateOrder? = nil) {
            self.phone = phone
            self.ownName = ownName
            self.numberID = numberID
            self.order = order
        }
    }

    /// In which order a date's numbers stand.
    package enum DateOrder: String, CaseIterable, Sendable {
        case dmy, mdy, ymd

        fileprivate var order: ExportStamp.Order {
            switch self {
            case .dmy: .dayFirst
            case .mdy: .monthFirst
            case .ymd: .yearFirst
            }
        }
    }

    /// One message of a person.
    package struct Message: Sendable {
        /// The line of the file on which it begins, from 1.
        package var line: Int
        /// By the phone's clock: `2024-01-15T10:30:00`.
        package var localTime: String
        package var isInbound: Bool
        /// What was written, by which it is recognised; empty for a file without a caption.
        package var words: String
        fileprivate var verbatim: String
    }

    package private(set) var messages: [Message] = []
    /// How many lines the app wrote itself.
    package private(set) var notices = 0
    /// What can't be read.
    package private(set) var unreadable: [ImportedItem] = []
    private let context: Context

    /// - Throws: `UnreadableDelivery` when nothing of it can be read, or the order of its dates can't be told.
    package init(_ bytes: [UInt8], _ context: Context) throws(UnreadableDelivery) {
        self.context = context
        let (entries, strayLine) = ExportEntry.all(in: String(decoding: bytes, as: UTF8.self).storable)
        guard !entries.isEmpty else { throw UnreadableDelivery("the file isn't an export of a WhatsApp chat") }
        let order: ExportStamp.Order
        if let known = context.order { order = known.order } else { order = try Self.order(of: entries.map(\.stamp)) }
        if let strayLine { refuse(strayLine, "the line belongs to no message") }
        let authors = entries.filter { !$0.isNotice }.compactMap(\.author)
        let other = authors.first { $0 != context.ownName }
        // A name that is misspelled would make the contact of us.
        guard authors.contains(context.ownName) || Set(authors).count < 2 else {
            throw UnreadableDelivery("nobody in the file has the own name that was given")
        }
        for entry in entries {
            guard !entry.isNotice, let author = entry.author else {
                notices += 1
                continue
            }
            guard author == context.ownName || author == other else {
                refuse(entry.line, "a third person wrote it: only chats with one person can be imported")
                continue
            }
            guard let time = entry.stamp.text(in: order) else {
                refuse(entry.line, "its date isn't one")
                continue
            }
            messages.append(
                Message(
                    line: entry.line, localTime: time, isInbound: author != context.ownName, words: entry.words,
                    verbatim: entry.verbatim))
        }
    }

    private mutating func refuse(_ line: Int, _ reason: String) {
        unreadable.append(
            ImportedItem(line: line) { () throws(UnreadableDelivery) in throw UnreadableDelivery(reason) })
    }

    /// The order in which all dates are days that there are, and no message is older than the one before it; of several, the file
    /// doesn't tell.
    private static func order(of stamps: [ExportStamp]) throws(UnreadableDelivery) -> ExportStamp.Order {
        let possible = ExportStamp.Order.allCases.filter { order in
            stamps.allSatisfy { $0.text(in: order) != nil }
        }
        let orderly = possible.filter { order in
            let times = stamps.compactMap { $0.text(in: order) }
            return zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
        }
        let candidates = orderly.isEmpty ? possible : orderly
        let readings = Set(candidates.map { order in stamps.map { $0.text(in: order) ?? "" } })
        guard let first = candidates.first, readings.count == 1 else {
            throw UnreadableDelivery("the order of day and month can't be told from the file's dates")
        }
        return first
    }

    /// The deliveries that its messages become, each with its line.
    ///
    /// A message has no id: its key is made of the contact, the minute, the direction and the text, and of which of several equal ones it
    /// is, so that another export of the same chat gives the same keys.
    ///
    /// - Parameter times: when the messages were written, in step with them.
    package func items(at times: [Timestamp]) -> [ImportedItem] {
        var ordinals: [String: Int] = [:]
        return zip(messages, times).map { message, time in
            let minute = time.microseconds / 60_000_000
            let direction = message.isInbound ? "in" : "out"
            let words = "\(context.phone.e164)/\(minute)/\(direction)/\(message.words)"
            let ordinal = ordinals[words, default: 0]
            ordinals[words] = ordinal + 1
            let id = "export/\(SHA256.hash(Array("\(ordinal)/\(words)".utf8)).hex.prefix(40))"
            return ImportedItem(line: message.line) { () throws(UnreadableDelivery) in
                delivery(of: message, id: id, at: time)
            }
        }
    }

    private func delivery(of message: Message, id: String, at time: Timestamp) -> ImportedDelivery {
        var headers: JSONObject = [
            "form": .string(ExportedMessage.form), "id": .string(id), "phone": .string(context.phone.e164),
        ]
        headers["number_id"] = context.numberID.map(JSON.string)
        let body = EventBody.verbatim(headers: headers, bytes: Array(message.verbatim.utf8))
        let item = DeliveryItem(
            kind: message.isInbound ? .messageReceived : .messageSent, key: id,
            identifiers: [
                ContactIdentifier(.phone, context.phone.e164),
                ContactIdentifier(.whatsApp, String(context.phone.e164.dropFirst())),
            ],
            conversation: "whatsapp:\(context.numberID ?? "export"):\(context.phone.e164)", occurredAt: time)
        return ImportedDelivery(
            source: .whatsApp, delivery: Delivery(items: [item], body: body, eventName: nil, key: id),
            receivedAt: time)
    }
}
