package import Cryptography
package import Vocabulary

/// The ledger's identifier key: what turns a provider's ids, phone numbers and addresses into pseudonyms that give nothing away.
///
/// It is made once per ledger, kept wrapped by the master key, and never changed: the same fact must have the same id for ever.
/// Each use has a label of its own, and every part is preceded by its length, so that no two inputs are ever the same bytes.
package struct IdentifierKey: Sendable {
    private let key: HMACKey

    package init(_ bytes: [UInt8]) {
        key = HMACKey(.sha256, key: bytes)
    }

    /// The id of the event that `source` calls `key`.
    package func event(_ tenant: TenantID, _ source: Source, _ key: String) -> EventID {
        pseudonym("event", tenant.description, source.rawValue, key)
    }

    /// The conversation that `source` calls `key`.
    package func conversation(_ tenant: TenantID, _ source: Source, _ key: String) -> ConversationID {
        pseudonym("conversation", tenant.description, source.rawValue, key)
    }

    /// The hash under which an identifier of a contact is kept.
    package func identifier(_ tenant: TenantID, _ identifier: ContactIdentifier) -> Hash256 {
        authenticator("identifier", tenant.description, identifier.kind.description, identifier.value).finalize256()
    }

    /// The digest that tells whether two events of one id say the same.
    package func content(_ kind: EventKind, _ content: [UInt8]) -> Hash256 {
        var authenticator = authenticator("content", kind.rawValue)
        authenticator.update(content)
        return authenticator.finalize256()
    }

    private func pseudonym<Tag>(_ parts: String...) -> UUIDIdentifier<Tag> {
        authenticator(parts).finalize256().withUnsafeBytes { bytes in
            let words = bytes.loadUnaligned(as: (UInt64, UInt64).self)
            return UUIDIdentifier(version8: (UInt64(bigEndian: words.0), UInt64(bigEndian: words.1)))
        }
    }

    private func authenticator(_ parts: String...) -> HMACKey.Authenticator {
        authenticator(parts)
    }

    private func authenticator(_ parts: [String]) -> HMACKey.Authenticator {
        var authenticator = key.authenticator()
        for part in parts {
            withUnsafeBytes(of: UInt32(part.utf8.count).bigEndian) { authenticator.update($0) }
            authenticator.update(part)
        }
        return authenticator
    }
}
