import ArgumentParser
import Curl
import Ledger
import Providers
import Samples
import Vocabulary

/// `daybook trigger`
struct Trigger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send correctly signed sample webhooks.",
        discussion: """
            Signs with the secrets in the environment (RESPOND_IO_WEBHOOK_SECRET, TWILIO_AUTH_TOKEN,
            WHATSAPP_APP_SECRET, ELEVENLABS_WEBHOOK_SECRET).

            Examples:
              daybook trigger respond.io message.received
              daybook trigger twilio message.received.image --to http://127.0.0.1:8080
              daybook trigger respond.io message.received --count 500 --rate 50

            Events:
            \(events)
            """)

    private static var events: String {
        SampleEvent.all.map { "  \($0.source) \($0.name)" }.joined(separator: "\n")
    }

    @Argument(help: "respond.io, twilio, whatsapp or elevenlabs.")
    var provider: Source

    @Argument(help: "One of the events below.")
    var event: String

    @Option(help: ArgumentHelp("Where Daybook is.", valueName: "url"))
    var to = "http://127.0.0.1:8080"

    @Option(
        help: ArgumentHelp("The URL under which the provider knows it, when that is another one.", valueName: "url"))
    var publicURL: String?

    @Option(help: "How many.")
    var count = 1

    @Option(help: "How many a second; as fast as they are answered unless it is given.")
    var rate: Double?

    @Option(help: "Makes the ids: the same seed sends the same webhooks again.")
    var seed: UInt64?

    func validate() throws {
        if count < 1 { throw ValidationError("--count must be at least 1.") }
        if let rate, rate <= 0 { throw ValidationError("--rate must be more than 0.") }
        if SampleEvent.named(event, of: provider) == nil {
            let known = SampleEvent.all.filter { $0.source == provider }.map(\.name)
            throw ValidationError(
                known.isEmpty
                    ? "There are no samples of \(provider): it is respond.io, twilio, whatsapp or elevenlabs."
                    : "\(provider) has no sample \(event). There are: \(known.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let secrets = Environment().providerSecrets()
        guard secrets.isConfigured(for: provider) else {
            throw Failure(.usage, "\(provider.secretVariable) isn't set: there is nothing to sign with.")
        }
        let sender = try WebhookSender(base: to)
        defer { sender.close() }
        let seed = seed ?? UInt64.random(in: 0...UInt64.max)
        let url = (publicURL ?? sender.base) + (WebhookSender.path(of: provider) ?? "")
        let progress = ProgressLine("webhooks")
        var refused = 0
        let start = ContinuousClock.now
        for index in 0..<count {
            if let rate { try await Task.sleep(until: start + .seconds(Double(index) / rate)) }
            let request = try SampleTraffic.request(
                source: provider, event: event, seed: seed, index: index, at: .now(), secrets: secrets, url: url)
            let response = try await sender.send(request, from: provider)
            if response.status != 200 { refused += 1 }
            if count == 1 || response.status != 200 {
                print("\(response.status) \(String(decoding: response.body, as: UTF8.self))")
            }
            progress.update(done: Int64(index + 1), total: Int64(count))
        }
        progress.finish()
        if count > 1 { print("sent \(count), acknowledged \(count - refused), refused \(refused), seed \(seed)") }
        if refused > 0 { throw Failure(.failed, "\(refused) of \(count) webhooks were not acknowledged.") }
    }
}

extension Source: ExpressibleByArgument {
    /// Accepts `respond-io` as well, as it stands in paths.
    package init?(argument: String) {
        self.init(argument == "respond-io" ? "respond.io" : argument)
    }

    /// The variable that holds what its webhooks are signed with.
    fileprivate var secretVariable: String {
        switch self {
        case .twilio: "TWILIO_AUTH_TOKEN"
        case .whatsApp: "WHATSAPP_APP_SECRET"
        case .elevenLabs: "ELEVENLABS_WEBHOOK_SECRET"
        default: "RESPOND_IO_WEBHOOK_SECRET"
        }
    }
}
