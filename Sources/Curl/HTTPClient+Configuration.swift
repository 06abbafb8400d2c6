extension HTTPClient {
    /// What holds for all requests of a client.
    package struct Configuration: Sendable {
        /// The most connections at a time; further requests wait for one, within their time limit.
        package var maximumConnections = 128
        /// The most connections to one host at a time.
        package var maximumConnectionsPerHost = 32
        /// The most bytes of a streamed body that wait to be read.
        package var streamBufferBytes = 256 << 10
        /// A file of CA certificates (PEM) to trust instead of the system's.
        package var certificateAuthorities: String?
        /// Whether `http_proxy`, `https_proxy` and `no_proxy` count.
        package var usesEnvironmentProxy = true
        /// The User-Agent of requests that don't set their own.
        package var userAgent = "daybook"

        package init() {}
    }
}
