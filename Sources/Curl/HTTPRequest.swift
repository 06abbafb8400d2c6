/// What to send, where to, and how long to wait.
package struct HTTPRequest: Sendable {
    package var method: HTTPMethod
    /// An absolute `http:` or `https:` URL, percent-encoded.
    package var url: String
    package var headers: HTTPHeaders
    /// The body's bytes; `nil` sends none. No content type is made up for it.
    package var body: [UInt8]?

    /// How long name lookup, connection and TLS handshake may take together; at least a millisecond.
    package var connectTimeout: Duration = .seconds(10)
    /// How long the whole exchange may take, waiting for a free connection included; `nil` sets no limit.
    package var timeout: Duration? = .seconds(30)
    /// How long the exchange may go on without a byte arriving, in whole seconds; `nil` sets no limit. For streams,
    /// whose whole duration nobody knows.
    package var idleTimeout: Duration?
    /// The largest body accepted by ``HTTPClient/send(_:)``, in bytes. A stream is read as it comes and has no limit.
    package var maximumResponseBytes = 16 << 20
    /// How many redirects to follow, for GET and HEAD only; other methods never follow one. Credentials in headers
    /// don't go along to another host.
    package var maximumRedirects = 0
    /// Whether the request may be sent a second time when a kept connection turns out to be dead before an answer
    /// comes. `false` takes a new connection, so that the request leaves at most once: for what must not happen twice.
    package var isRepeatable = true
    /// A Unix socket to connect to instead of the URL's host and port.
    package var unixSocketPath: String?

    package init(
        _ method: HTTPMethod = .get, url: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
