package import Vocabulary

/// A sample can't be made.
package enum SampleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no sample of this name.
    case unknownEvent(Source, String)
    /// There is no secret to sign with.
    case noSecret(Source)

    package var description: String {
        switch self {
        case .unknownEvent(let source, let name): "there is no sample \(name) of \(source)"
        case .noSecret(let source): "no secret is configured to sign samples of \(source) with"
        }
    }
}
