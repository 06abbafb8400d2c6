package import Providers
package import Vocabulary

extension SampleTraffic {
    /// One correctly signed sample by name, for trying things out.
    ///
    /// - Parameters:
    ///   - source: Respond.io, Twilio, WhatsApp or ElevenLabs.
    ///   - event: One of ``SampleEvent/all``.
    ///   - seed: What the ids are made from, with the index.
    ///   - index: From 0; another index is another event of another contact in turn.
    ///   - at: When it happens.
    ///   - secrets: What to sign with.
    ///   - url: The public URL of the webhook with its query.
    /// - Throws: `SampleError` when there is no such sample, or no secret.
    package static func request(
        source: Source, event name: String, seed: UInt64, index: Int, at: Timestamp, secrets: ProviderSecrets,
        url: String
    ) throws(SampleError) -> WebhookRequest {
        guard let event = SampleEvent.named(name, of: source), !event.isKeyed else {
            throw .unknownEvent(source, name)
        }
        let occurrence = occurrence(of: event, seed: seed, index: index, at: at)
        let signer = SampleSigner(secrets: secrets, url: url)
        return try signer.request(
            occurrence, source: source, form: event.form, hidesNumber: event.hidesNumber)
    }

    /// One sample by name of a caller who has an API key.
    ///
    /// - Parameter key: the API key.
    /// - Throws: `SampleError` when there is no such sample.
    package static func request(
        source: Source, event name: String, seed: UInt64, index: Int, at: Timestamp, key: String
    ) throws(SampleError) -> WebhookRequest {
        guard let event = SampleEvent.named(name, of: source), event.isKeyed else { throw .unknownEvent(source, name) }
        let occurrence = occurrence(of: event, seed: seed, index: index, at: at)
        let body =
            source == .izer
            ? IzerSample(occurrence: occurrence, isGroup: event.form == .group, isVIP: event.form == .vip).body
            : ClientConversationSample(occurrence: occurrence).body
        let headers: HeaderFields = [
            "Content-Type": "application/json", "User-Agent": "Daybook sample", "Authorization": "Bearer \(key)",
        ]
        return WebhookRequest(url: "", headers: headers, body: body)
    }

    private static func occurrence(
        of event: SampleEvent, seed: UInt64, index: Int, at: Timestamp
    ) -> SampleOccurrence {
        var generator = SplitMix64(seed: seed, index: index)
        var contact = SampleContact.cast[index % SampleContact.cast.count]
        let hasMedium =
            switch event.source {
            case .respondIO: true
            case .twilio: contact.medium == .sms && event.suitsSMS || contact.medium == .whatsApp
            default: contact.medium == .whatsApp
            }
        if !hasMedium { contact.medium = .whatsApp }
        return SampleOccurrence(
            seed: seed, index: index, at: at, contact: contact, act: event.act(of: contact, &generator))
    }

    /// Every personal text that samples hold: names, numbers, addresses, ids and what is said. No other table than a
    /// projection's may hold one of them in clear.
    package static var personalTexts: [String] {
        let contacts = SampleContact.cast.flatMap { contact in
            [
                contact.name, contact.lastName, contact.phone, contact.whatsAppID, contact.email,
                contact.businessScopedID,
            ]
        }
        let colleague = [SampleColleague.lastName, SampleColleague.email]
        let acts = SampleScript.all.flatMap(\.acts) + SampleEvent.all.map(\.act)
        let said = acts.compactMap(\.text).filter { $0.utf8.count > 8 }
        return contacts + colleague + Array(Set(said)).sorted()
    }
}

extension SampleEvent {
    /// Whether a plain SMS can bring it.
    fileprivate var suitsSMS: Bool {
        guard case .received(.text) = act else { return !hidesNumber && name.hasPrefix("message.status") }
        return !hidesNumber
    }

    /// The act, with a text in the contact's own language where it has an empty one.
    fileprivate func act(of contact: SampleContact, _ generator: inout SplitMix64) -> SampleAct {
        let texts = SampleScript.texts(language: contact.language)
        switch act {
        case .received(.text("")): return .received(.text(texts[generator.below(texts.count)]))
        case .received(.image("")): return .received(.image(caption: texts[generator.below(texts.count)]))
        default: return act
        }
    }
}

extension SampleAct {
    /// What somebody wrote in it.
    fileprivate var text: String? {
        switch self {
        case .received(let message), .sent(let message, _): message.text
        case .note(let text), .closed(let text): text
        default: nil
        }
    }
}
