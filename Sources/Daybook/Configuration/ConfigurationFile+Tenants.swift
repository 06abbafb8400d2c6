import Cryptography
import Providers
import Vocabulary

extension ConfigurationFile {
    /// The tenants by their ids.
    static func tenants(_ node: ConfigurationNode, sources: SecretSources) throws -> [TenantID: TenantSettings] {
        var tenants: [TenantID: TenantSettings] = [:]
        var owners: [String: TenantID] = [:]
        for (key, value) in try node.members() {
            guard let id = TenantID(key) else {
                throw value.failure(
                    "A tenant is called by a-z, 0-9, - and _, at most 63 of them, a letter or digit first.")
            }
            let settings = try tenant(id, value, sources: sources)
            for number in settings.whatsAppNumberIDs {
                if let owner = owners.updateValue(id, forKey: number) {
                    throw value.failure(
                        "WhatsApp's number \(number) is \(owner)'s already: it can be one tenant's only.")
                }
            }
            tenants[id] = settings
        }
        guard !tenants.isEmpty else { throw node.failure("Name a tenant, or leave it out for the default one.") }
        return tenants
    }

    private static func tenant(
        _ id: TenantID, _ node: ConfigurationNode, sources: SecretSources
    ) throws -> TenantSettings {
        let members = try node.members(of: ["respond_io", "twilio", "whatsapp", "elevenlabs"])
        var settings = TenantSettings(id, file: node.file)
        if let respondIO = try members["respond_io"]?.members(of: [
            "webhook_secrets", "key_encoding", "signature_headers",
        ]) {
            settings.respondIOKeys.secrets = try sources.secrets(respondIO["webhook_secrets"])
            if let encoding = respondIO["key_encoding"] {
                settings.respondIOKeyEncoding = try keyEncoding(encoding, of: settings.respondIOKeys)
            }
            if let headers = respondIO["signature_headers"] {
                settings.respondIOSignatureHeaders = try headers.elements().map { try $0.text().lowercased() }
            }
        }
        if let twilio = try members["twilio"]?.members(of: ["account_sid", "auth_tokens", "webhook_keys"]) {
            settings.twilioAccountSID = try twilio["account_sid"]?.text()
            settings.twilioAuthTokens.secrets = try sources.secrets(twilio["auth_tokens"])
            settings.twilioSharedKeys.secrets = try sources.secrets(twilio["webhook_keys"])
        }
        if let whatsApp = try members["whatsapp"]?.members(of: ["app_secrets", "verify_tokens", "phone_number_ids"]) {
            settings.whatsAppAppSecrets.secrets = try sources.secrets(whatsApp["app_secrets"])
            settings.whatsAppVerifyTokens.secrets = try sources.secrets(whatsApp["verify_tokens"])
            settings.whatsAppNumberIDs = Set(try whatsApp["phone_number_ids"]?.elements().map(numberID) ?? [])
        }
        if let elevenLabs = try members["elevenlabs"]?.members(of: ["webhook_secrets"]) {
            settings.elevenLabsSecrets.secrets = try sources.secrets(elevenLabs["webhook_secrets"])
        }
        return settings
    }

    private static func keyEncoding(
        _ node: ConfigurationNode, of keys: SecretSetting
    ) throws -> ProviderSecrets.KeyEncoding {
        guard let encoding = ProviderSecrets.KeyEncoding(rawValue: try node.text()) else {
            let known = ProviderSecrets.KeyEncoding.allCases.map(\.rawValue).joined(separator: " or ")
            throw node.failure("This must be \(known).")
        }
        if encoding == .base64, let other = keys.secrets.first(where: { Base64.decode($0.text) == nil }) {
            throw node.failure("The secret in \(other.place) isn't base64.")
        }
        return encoding
    }

    private static func numberID(_ node: ConfigurationNode) throws -> String {
        let id = try node.text()
        guard id.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw node.failure(
                "This must be the id that Meta shows for the number (Phone number ID), which is of digits only.")
        }
        return id
    }
}
