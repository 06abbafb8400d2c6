import CCurl

extension EasyHandle {
    /// Sets up the exchange. The header list must live as long as the handle.
    func setUp(
        _ request: HTTPRequest, headers: borrowing HeaderList, configuration: HTTPClient.Configuration
    ) throws(HTTPError) {
        try set(CURLOPT_URL, request.url)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_HTTPHEADER, pointer: headers.first)
        try set(CURLOPT_USERAGENT, configuration.userAgent)
        try setMethod(request)
        try setLimits(request)
        try setTrust(configuration)
        if !request.isRepeatable { try set(CURLOPT_FRESH_CONNECT, 1) }
        if let path = request.unixSocketPath { try set(CURLOPT_UNIX_SOCKET_PATH, path) }
        if !configuration.usesEnvironmentProxy { try set(CURLOPT_PROXY, "") }
        // The answer to a proxy's CONNECT is not part of the answer.
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Signals belong to the process, not to a library's time-outs.
        try set(CURLOPT_NOSIGNAL, 1)
        // Without it, giving up during a name lookup waits for the lookup, and every other exchange with it.
        try set(CURLOPT_QUICK_EXIT, 1)
    }

    private func setMethod(_ request: HTTPRequest) throws(HTTPError) {
        if request.body != nil || request.method.expectsBody {
            try set(CURLOPT_POST, 1)
            try setBody(request.body ?? [])
            try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        } else if request.method == .head {
            try set(CURLOPT_NOBODY, 1)
        } else if request.method != .get {
            try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
        if request.followsRedirects {
            try set(CURLOPT_FOLLOWLOCATION, 1)
            try set(CURLOPT_MAXREDIRS, request.maximumRedirects)
        }
    }

    private func setLimits(_ request: HTTPRequest) throws(HTTPError) {
        try set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
        if let timeout = request.timeout { try set(CURLOPT_TIMEOUT_MS, Self.milliseconds(timeout)) }
        if let idle = request.idleTimeout {
            try set(CURLOPT_LOW_SPEED_LIMIT, 1)
            try set(CURLOPT_LOW_SPEED_TIME, max(1, Int(clamping: idle.components.seconds)))
        }
    }

    private func setTrust(_ configuration: HTTPClient.Configuration) throws(HTTPError) {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let path = configuration.certificateAuthorities { try set(CURLOPT_CAINFO, path) }
    }

    /// For libcurl 0 means "no limit", so the shortest is 1; the longest is what a 32-bit time holds.
    private static func milliseconds(_ duration: Duration) -> Int {
        let limit = Duration.milliseconds(Int32.max)
        let clamped = min(max(duration, .milliseconds(1)), limit)
        return Int(clamped / .milliseconds(1))
    }
}

extension HTTPRequest {
    /// A method other than GET and HEAD would be repeated at the new place, or turned into a GET.
    var followsRedirects: Bool {
        maximumRedirects > 0 && body == nil && (method == .get || method == .head)
    }
}
