package import Providers
package import Vocabulary

/// Deliveries that look like life: several conversations at once, in many languages, over many channels, in an order that only
/// the seed decides.
package struct SampleTraffic: Sendable {
    /// A conversation under way.
    private struct Thread {
        var contact: SampleContact
        var source: Source
        var steps: ArraySlice<Step>
    }

    /// What happens next in a conversation, and to which message of ours, if to one.
    private struct Step {
        var act: SampleAct
        var messageIndex: Int?
    }

    private let seed: UInt64
    private var generator: SplitMix64
    private var index: Int
    private var threads: [Thread] = []
    private var threadsBegun: Int
    private let sources: [Source]
    private let cast: [SampleContact]
    private let contacts: Range<Int>
    private let threadCount: Int
    private let firstContact: Int
    private let manner: SampleManner

    /// Traffic of these sources; the same seed gives the same traffic.
    ///
    /// - Parameters:
    ///   - contacts: Which people write, by number; `nil` for the cast. Beyond it come others after its members' likeness.
    ///   - threads: How many conversations go on at a time.
    ///   - first: The number of the first delivery: traffic that begins behind another's last one repeats nothing of it.
    ///   - manner: Whether the scripts are played as they stand, or made more like life.
    /// - Precondition: `sources` names Respond.io, Twilio or both; `contacts` has some, from 0 on; `threads` is positive.
    package init(
        seed: UInt64, sources: [Source] = [.respondIO, .twilio], contacts: Range<Int>? = nil,
        threads threadCount: Int = 6, from first: Int = 0, manner: SampleManner = .script
    ) {
        precondition(
            !sources.isEmpty && sources.allSatisfy { $0 == .respondIO || $0 == .twilio },
            "there are samples of Respond.io and Twilio only")
        precondition(contacts?.isEmpty != true && threadCount > 0, "somebody has to write")
        self.seed = seed
        self.manner = manner
        index = first
        // No more conversations than these have begun before.
        threadsBegun = first == 0 ? 0 : first + threadCount
        self.sources = sources
        self.threadCount = threadCount
        cast = SampleContact.cast.filter { !Self.sources(sources, of: $0).isEmpty }
        self.contacts = contacts ?? cast.indices
        // What comes behind other traffic isn't the same once more.
        generator = manner == .life ? SplitMix64(seed: seed, index: first) : SplitMix64(seed: seed)
        firstContact = generator.below(SampleContact.cast.count)
    }

    /// The next delivery. Ids never come twice from one seed.
    ///
    /// - Parameters:
    ///   - at: When it happens.
    ///   - secrets: What to sign with.
    ///   - url: The public URL of the source's webhooks, with its query.
    /// - Throws: `SampleError` when there is no secret of the source.
    package mutating func next(
        at: Timestamp, secrets: ProviderSecrets, url: (Source) -> String
    ) throws(SampleError) -> (source: Source, request: WebhookRequest) {
        while threads.count < threadCount { threads.append(newThread()) }
        let place = generator.below(threads.count)
        var thread = threads[place]
        // A thread has a step left: it is taken away with its last.
        let step = thread.steps.removeFirst()
        if thread.steps.isEmpty { threads.remove(at: place) } else { threads[place] = thread }
        let act =
            manner == .life ? step.act.elaborated(language: thread.contact.language, &generator) : step.act
        let occurrence = SampleOccurrence(
            seed: seed, index: index, at: at, contact: thread.contact, act: act, messageIndex: step.messageIndex)
        index += 1
        let signer = SampleSigner(secrets: secrets, url: url(thread.source))
        return (thread.source, try signer.request(occurrence, source: thread.source))
    }

    private mutating func newThread() -> Thread {
        let turn =
            manner == .life ? generator.rank(below: contacts.count) : (firstContact + threadsBegun) % contacts.count
        let number = contacts.lowerBound + turn
        var contact = cast[number % cast.count].likeness(number / cast.count)
        if manner == .life { contact.profile = SampleProfile(number: number) }
        let scripts = SampleScript.all.filter { $0.language == contact.language }
        let script = scripts[generator.below(scripts.count)]
        let possible = Self.sources(sources, of: contact)
        let source = possible[generator.below(possible.count)]
        threadsBegun += 1
        let steps = source == .twilio ? twilioSteps(script) : script.acts.map { Step(act: $0) }
        return Thread(contact: contact, source: source, steps: steps[...])
    }

    /// The sources that may tell of a contact: Twilio has WhatsApp and SMS, Respond.io everything.
    private static func sources(_ sources: [Source], of contact: SampleContact) -> [Source] {
        sources.filter { $0 == .respondIO || contact.medium == .whatsApp || contact.medium == .sms }
    }

    /// Twilio tells of what we sent only how far it got.
    private func twilioSteps(_ script: SampleScript) -> [Step] {
        script.acts.enumerated().flatMap { number, act -> [Step] in
            switch act {
            case .received: return [Step(act: act)]
            case .sent:
                let message = threadsBegun * 1000 + number
                return [.sent, .delivered, .read].map { Step(act: .status($0), messageIndex: message) }
            default: return []
            }
        }
    }
}
