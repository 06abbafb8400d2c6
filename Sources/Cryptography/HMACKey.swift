/// A key of HMAC (RFC 2104), prepared once for any number of messages on any thread.
package struct HMACKey: Sendable {
    /// The digest beneath the HMAC.
    package enum Algorithm: Hashable, Sendable {
        /// HMAC-SHA-256: 32 bytes.
        case sha256
        /// HMAC-SHA-1: 20 bytes. Only for providers that sign so; as a MAC it still holds.
        case sha1

        /// How many bytes a code has.
        package var byteCount: Int {
            switch self {
            case .sha256: 32
            case .sha1: 20
            }
        }
    }

    /// The digest beneath the HMAC.
    package let algorithm: Algorithm

    private let template: HMACTemplate

    /// Prepares a key of any length. An empty one is legal in HMAC and protects nothing: refuse it before.
    package init(_ algorithm: Algorithm, key: [UInt8]) {
        self.algorithm = algorithm
        template = HMACTemplate(algorithm, key: key)
    }

    /// Begins the code of a message that comes in parts.
    package func authenticator() -> Authenticator {
        Authenticator(template, algorithm)
    }

    /// The code of `bytes`: ``Algorithm/byteCount`` bytes.
    package func authenticate(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { authenticate($0) }
    }

    /// The code of `bytes`: ``Algorithm/byteCount`` bytes.
    package func authenticate(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var authenticator = authenticator()
        authenticator.update(bytes)
        return authenticator.finalize()
    }

    /// The code of all `parts` in their order, as if they were one message: ``Algorithm/byteCount`` bytes.
    ///
    /// The bounds between parts don't count; where they must, put lengths between them.
    package func authenticate(_ parts: [[UInt8]]) -> [UInt8] {
        var authenticator = authenticator()
        for part in parts {
            authenticator.update(part)
        }
        return authenticator.finalize()
    }

    /// The code of `bytes` under a key of HMAC-SHA-256.
    package func authenticate256(_ bytes: [UInt8]) -> Hash256 {
        bytes.withUnsafeBytes { authenticate256($0) }
    }

    /// The code of `bytes` under a key of HMAC-SHA-256.
    package func authenticate256(_ bytes: UnsafeRawBufferPointer) -> Hash256 {
        var authenticator = authenticator()
        authenticator.update(bytes)
        return authenticator.finalize256()
    }

    /// The code of all `parts` in their order, as if they were one message, under a key of HMAC-SHA-256.
    package func authenticate256(_ parts: [[UInt8]]) -> Hash256 {
        var authenticator = authenticator()
        for part in parts {
            authenticator.update(part)
        }
        return authenticator.finalize256()
    }
}

extension HMACKey: CustomStringConvertible {
    /// Names the algorithm, never the key.
    package var description: String { "HMACKey(\(algorithm), redacted)" }
}
