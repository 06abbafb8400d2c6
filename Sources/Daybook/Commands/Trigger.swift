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
            WHATSAPP_APP_SECRET, ELEVENLABS_WEBHOOK_SECRET), or with a tenant's of a configuration file. What
            callers with an API key send takes one with the scope ingest from DAYBOOK_API_KEY.

            Examples:
              daybook trigger respond.io message.received
              daybook trigger twilio message.received.image --to http://127.0.0.1:8080
              daybook trigger respond.io message.received --count 500 --rate 50
              daybook trigger izer message.received.vip
              daybook trigger twilio message.received --config daybook.yaml --tenant acme

            Events:
            \(events)
            """)

    private static var events: String {
        (SampleEvent.all + SampleEvent.keyed).map { "  \($0.source) \($0.name)" }.joined(separator: "\n")
    }

    @Argument(help: "respond.io, twilio, whatsapp, elevenlabs or izer.")
    var provider: Source

    @Argument(help: "One of the events below.")
    var event: String

    @Option(help: ArgumentHelp("Where Daybook is.", valueName: "url"))
    var to = "http://127.0.0.1:8080"

    @Option(
        help: ArgumentHelp("The URL under which the provider knows it, when that is another one.", valueName: "url"))
    var publicURL: String?

    @Option(help: ArgumentHelp("The tenant whose webhooks they are.", valueName: "tenant"))
    var tenant = TenantID.default

    @OptionGroup var configurationFile: ConfigurationOptions

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
            let known = (SampleEvent.all + SampleEvent.keyed).filter { $0.source == provider }.map(\.name)
            throw ValidationError(
                known.isEmpty
                    ? "There are no samples of \(provider): it is respond.io, twilio, whatsapp, elevenlabs or izer."
                    : "\(provider) has no sample \(event). There are: \(known.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let sample = try makeSample()
        let sender = try WebhookSender(base: to)
        defer { sender.close() }
        let seed = seed ?? UInt64.random(in: 0...UInt64.max)
        let prefix = tenant == .default ? "" : "/t/\(tenant)"
        let path = prefix + (WebhookSender.path(of: provider, event: event) ?? "")
        let url = (publicURL ?? sender.base) + path
        let progress = ProgressLine("webhooks")
        var refused = 0
        let start = ContinuousClock.now
        for index in 0..<count {
            if let rate { try await Task.sleep(until: start + .seconds(Double(index) / rate)) }
            let response = try await sender.send(try sample(seed, index, url), to: path)
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

    /// What makes the samples, with what it takes to have them accepted.
    private func makeSample() throws -> (_ seed: UInt64, _ index: Int, _ url: String) throws -> WebhookRequest {
        let (settings, provider, event) = (try configurationFile.settings(), provider, event)
        if SampleEvent.named(event, of: provider)?.isKeyed == true {
            guard let key = settings.environment["DAYBOOK_API_KEY"] else {
                throw Failure(
                    .usage, "DAYBOOK_API_KEY isn't set. Make a key with: daybook keys create --scope ingest")
            }
            return { seed, index, _ in
                try SampleTraffic.request(
                    source: provider, event: event, seed: seed, index: index, at: .now(), key: key)
            }
        }
        let tenant = try settings.tenant(tenant)
        let secrets = tenant.providerSecrets
        guard secrets.isConfigured(for: provider) else {
            throw Failure(.usage, "\(tenant.secretSetting(of: provider)) isn't set: there is nothing to sign with.")
        }
        return { seed, index, url in
            try SampleTraffic.request(
                source: provider, event: event, seed: seed, index: index, at: .now(), secrets: secrets, url: url)
        }
    }
}

extension Source: ExpressibleByArgument {
    /// Accepts `respond-io` as well, as it stands in paths.
    package init?(argument: String) {
        self.init(argument == "respond-io" ? "respond.io" : argument)
    }
}

extension TenantSettings {
    /// Where what a provider's webhooks are signed with would be set.
    fileprivate func secretSetting(of source: Source) -> String {
        let setting =
            switch source {
            case .twilio: twilioAuthTokens
            case .whatsApp: whatsAppAppSecrets
            case .elevenLabs: elevenLabsSecrets
            default: respondIOKeys
            }
        return setting.name
    }
}
