import Synchronization

/// The URL under which the server is known, without a slash at its end: configured, or known once it listens.
final class PublicURL: Sendable {
    private let url: Mutex<String?>

    init(configured: String?) {
        url = Mutex(configured.map { String($0.trimmingSlashes) })
    }

    /// Takes the address that the server listens on, where no URL is configured.
    ///
    /// - Returns: the URL that holds from now on.
    @discardableResult
    func listen(host: String, port: Int) -> String {
        url.withLock { url in
            if let url { return url }
            let made = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
            url = made
            return made
        }
    }

    /// The URL of a request's target (path and query, as they came); `nil` before the server listens.
    func url(ofTarget target: String) -> String? {
        url.withLock { $0.map { $0 + target } }
    }
}

extension StringProtocol {
    fileprivate var trimmingSlashes: SubSequence {
        var text = self[...]
        while text.last == "/" { text.removeLast() }
        return text
    }
}
