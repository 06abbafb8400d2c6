package import Cryptography
package import Vocabulary

/// Seals event bodies: AES-256-GCM under the subject's data key, bound to tenant, event id and subject.
///
/// Sealed bytes are `0x01` (the format) ‖ nonce (12) ‖ ciphertext ‖ tag (16). The position isn't bound, since sealing happens
/// before numbering; the header is, by the Merkle tree, and holds the digest of the sealed bytes.
package enum BodySeal {
    static let format: UInt8 = 0x01

    /// Seals the plain bytes of a body.
    package static func seal(
        _ plain: [UInt8], key: SymmetricKey, tenant: TenantID, id: EventID, subject: SubjectID
    ) -> [UInt8] {
        let sealed = AES256GCM.seal(plain, key: key, aad: associatedData(tenant, id, subject))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 + sealed.count)
        bytes.append(format)
        bytes.append(contentsOf: sealed)
        return bytes
    }

    /// Opens what `seal` sealed.
    ///
    /// - Throws: `LedgerError(.corrupt)` when a byte of it, or what it is bound to, was changed, or the key isn't the subject's.
    package static func open(
        _ sealed: [UInt8], key: SymmetricKey, tenant: TenantID, id: EventID, subject: SubjectID
    ) throws(LedgerError) -> [UInt8] {
        guard sealed.first == format else {
            throw LedgerError(.corrupt, "A body is sealed in a format that this version doesn't know.")
        }
        do {
            let aad = associatedData(tenant, id, subject)
            return try sealed.withUnsafeBytes { bytes throws(CryptographyError) in
                try AES256GCM.open(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), key: key, aad: aad)
            }
        } catch {
            throw LedgerError(.corrupt, "The body of event \(id) can't be opened: it was changed after it was sealed.")
        }
    }

    private static func associatedData(_ tenant: TenantID, _ id: EventID, _ subject: SubjectID) -> [UInt8] {
        var data: [UInt8] = []
        data.reserveCapacity(33 + tenant.description.utf8.count)
        id.append(to: &data)
        subject.append(to: &data)
        data.append(contentsOf: tenant.description.utf8)
        return data
    }
}
