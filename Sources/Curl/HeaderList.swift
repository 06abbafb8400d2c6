import CCurl

/// A `curl_slist` of header lines.
struct HeaderList: ~Copyable {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init(_ request: HTTPRequest) {
        // A field without a value ends with a semicolon; with a colon it would mean "leave this field out".
        for field in request.headers.fields {
            append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        if request.headers["Content-Type"] == nil { append("Content-Type:") }
        // Without it libcurl asks before it sends a large body, and waits a second where nobody answers.
        if request.headers["Expect"] == nil { append("Expect:") }
    }

    private mutating func append(_ line: String) {
        // NULL is a lack of memory, and the list is as it was.
        if let longer = curl_slist_append(first, line) { first = longer }
    }

    deinit {
        curl_slist_free_all(first)
    }
}
