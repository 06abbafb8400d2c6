import CCurl

extension HTTPError {
    /// The failure that libcurl's result stands for (libcurl-errors(3)).
    init(_ result: CURLcode, mayHaveBeenSent: Bool, detail: String) {
        let text = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        self.init(Self.code(result, mayHaveBeenSent), mayHaveBeenSent: mayHaveBeenSent, detail: text)
    }

    private static func code(_ result: CURLcode, _ wasSent: Bool) -> Code {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unresolved
        case CURLE_COULDNT_CONNECT: .unreachable
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            .untrusted
        case CURLE_FILESIZE_EXCEEDED: .responseTooLarge
        case CURLE_TOO_MANY_REDIRECTS: .tooManyRedirects
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            .connectionLost
        // An answer in an unknown protocol, such as HTTP/0.9, gets the same code as such a URL.
        case CURLE_UNSUPPORTED_PROTOCOL: wasSent ? .invalidResponse : .invalidRequest
        case CURLE_URL_MALFORMAT: .invalidRequest
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: .invalidResponse
        default: .failed
        }
    }
}
