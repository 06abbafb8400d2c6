import Vocabulary

/// The secrets that a tenant shares with providers, by what can be said of them without showing one.
struct ProviderSecretsCheck: Sendable {
    let tenant: TenantID
    let settings: TenantSettings

    /// A secret that is shorter can be guessed by trying.
    private static let shortest = 16

    var findings: [Finding] {
        let missing = settings.signing.filter { $0.settings.allSatisfy(\.isEmpty) }
        return settings.signing.flatMap { provider, kinds in
            kinds.flatMap(\.secrets).first(where: Self.isWeak).map { [weak($0.place, provider)] } ?? []
        } + absent(missing.map { ($0.provider, $0.settings[0]) }) + subscription
    }

    /// The environment may lack a variable by mistake, as there is one for each provider. A file names those that are wanted.
    private func absent(_ missing: [(provider: String, setting: SecretSetting)]) -> [Finding] {
        let hasNone = missing.count == settings.signing.count
        if settings.file != nil {
            guard hasNone else { return [] }
            return [
                Finding(
                    .warning, .secrets, "The tenant \(tenant) shares a secret with no provider.",
                    "All webhooks for it are answered 503.",
                    mend: mend("tenants.\(tenant)", "daybook serve --help shows how"))
            ]
        }
        return missing.map { provider, setting in
            Finding(
                hasNone ? .warning : .note, .secrets, "\(setting.name) isn't set.",
                "Webhooks of \(provider) are answered 503.", mend: mend(setting.name, "as \(provider) shows it"))
        }
    }

    private var subscription: [Finding] {
        guard !settings.whatsAppAppSecrets.isEmpty, settings.whatsAppVerifyTokens.isEmpty else { return [] }
        let name = settings.whatsAppVerifyTokens.name
        return [
            Finding(
                .note, .secrets, "\(name) isn't set.", "Meta can't verify the address of WhatsApp's webhooks.",
                mend: mend(name, "any text that you give Meta as well"))
        ]
    }

    private func mend(_ name: String, _ value: String) -> String {
        let setting = settings.file.map { "set \(name) in \($0)" } ?? "export \(name)=…"
        return "\(setting) (\(value)), and start daybook serve again"
    }

    /// Whether it is short, or of few different characters, or has white space at an end, which is a slip in copying.
    private static func isWeak(_ secret: SecretSetting.Secret) -> Bool {
        let text = secret.text
        return text.utf8.count < shortest || Set(text).count < 6 || text.first?.isWhitespace == true
            || text.last?.isWhitespace == true
    }

    private func weak(_ place: String, _ provider: String) -> Finding {
        Finding(
            .warning, .secrets,
            "A secret in \(place) is weak: shorter than \(Self.shortest) characters, of few different ones, or with "
                + "white space around it.",
            "Who guesses it can forge webhooks of \(provider); one with white space around it refuses the right ones.",
            mend:
                "make a new one at \(provider) and set it; several keys are separated by commas while one replaces the other"
        )
    }
}
