/// The secrets that are shared with providers, by what can be said of them without showing one.
struct ProviderSecretsCheck: Sendable {
    /// The variables that hold them, with the provider's name.
    static let variables = [
        ("RESPOND_IO_WEBHOOK_SECRET", "Respond.io"), ("TWILIO_AUTH_TOKEN", "Twilio"),
        ("WHATSAPP_APP_SECRET", "WhatsApp"), ("ELEVENLABS_WEBHOOK_SECRET", "ElevenLabs"),
    ]

    /// What Meta has to be told when an app is to deliver WhatsApp's webhooks.
    private static let verifyToken = "WHATSAPP_VERIFY_TOKEN"

    /// Each variable's secrets; none where it isn't set.
    var secrets: [String: [String]]

    init(secrets: [String: [String]]) {
        self.secrets = secrets
    }

    init(_ environment: Environment) {
        secrets = [:]
        for variable in Self.variables.map(\.0) + [Self.verifyToken] {
            secrets[variable] = environment[variable]?.split(separator: ",").map(String.init)
        }
    }

    /// A secret that is shorter can be guessed by trying.
    private static let shortest = 16

    var findings: [Finding] {
        let isAnySet = Self.variables.contains { !(secrets[$0.0] ?? []).isEmpty }
        return Self.variables.flatMap { variable, provider in
            let values = secrets[variable] ?? []
            guard !values.isEmpty else {
                return [
                    Finding(
                        isAnySet ? .note : .warning, .secrets, "\(variable) isn't set.",
                        "Webhooks of \(provider) are answered 503.",
                        mend: "export \(variable)=… (as \(provider) shows it), and start daybook serve again")
                ]
            }
            return values.contains(where: Self.isWeak) ? [weak(variable, provider)] : []
        } + subscription
    }

    private var subscription: [Finding] {
        guard !(secrets["WHATSAPP_APP_SECRET"] ?? []).isEmpty, (secrets[Self.verifyToken] ?? []).isEmpty else {
            return []
        }
        return [
            Finding(
                .note, .secrets, "\(Self.verifyToken) isn't set.",
                "Meta can't verify the address of WhatsApp's webhooks.",
                mend:
                    "export \(Self.verifyToken)=… (any text that you give Meta as well), and start daybook serve again")
        ]
    }

    /// Whether it is short, or of few different characters, or has white space at an end, which is a slip in copying.
    private static func isWeak(_ secret: String) -> Bool {
        secret.utf8.count < shortest || Set(secret).count < 6 || secret.first?.isWhitespace == true
            || secret.last?.isWhitespace == true
    }

    private func weak(_ variable: String, _ provider: String) -> Finding {
        Finding(
            .warning, .secrets,
            "A secret in \(variable) is weak: shorter than \(Self.shortest) characters, of few different ones, or with "
                + "white space around it.",
            "Who guesses it can forge webhooks of \(provider); one with white space around it refuses the right ones.",
            mend:
                "make a new one at \(provider) and set it; several keys are separated by commas while one replaces the other"
        )
    }
}
