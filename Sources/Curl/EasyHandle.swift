import CCurl

/// A libcurl easy handle: one exchange.
struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    init() throws(HTTPError) {
        guard let pointer = curl_easy_init() else { throw HTTPError(.failed, detail: "curl_easy_init failed.") }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        daybook_setopt_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
    }

    deinit {
        curl_easy_cleanup(pointer)
        errorText.deallocate()
    }

    /// What libcurl says about the failure of this exchange; often empty.
    var detail: String { String(cString: errorText) }

    /// The status code of the latest answer, 0 before there is one.
    var status: Int {
        var value = 0
        daybook_getinfo_long(pointer, CURLINFO_RESPONSE_CODE, &value)
        return value
    }

    /// Whether any byte of a request went out.
    var hasSent: Bool {
        var value = 0
        daybook_getinfo_long(pointer, CURLINFO_REQUEST_SIZE, &value)
        return value > 0
    }

    /// Lets a paused exchange go on.
    func resume() {
        curl_easy_pause(pointer, CURLPAUSE_CONT)
    }

    /// Sets an option that takes a number or a switch.
    func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
        try Self.check(daybook_setopt_long(pointer, option, value))
    }

    /// Sets an option that takes a string; libcurl copies it.
    func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
        try Self.check(daybook_setopt_string(pointer, option, value))
    }

    /// Sets an option that takes a pointer, which must stay valid as long as the handle is in use.
    func set(_ option: CURLoption, pointer value: UnsafeRawPointer?) throws(HTTPError) {
        try Self.check(daybook_setopt_pointer(pointer, option, value))
    }

    /// Sets a callback for received bytes and the context it is called with.
    func receive(
        _ option: CURLoption, _ callback: @escaping daybook_receive, context option2: CURLoption,
        _ context: UnsafeMutableRawPointer
    ) throws(HTTPError) {
        try Self.check(daybook_setopt_receive(pointer, option, callback))
        try Self.check(daybook_setopt_pointer(pointer, option2, context))
    }

    /// Sets the body to send; libcurl copies it.
    func setBody(_ bytes: [UInt8]) throws(HTTPError) {
        // The size goes first: without it the bytes are taken for a C string.
        try Self.check(daybook_setopt_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
        let result = bytes.withUnsafeBytes { bytes in
            // An empty array has no address, and NULL would mean "ask a callback".
            bytes.isEmpty
                ? daybook_setopt_string(pointer, CURLOPT_COPYPOSTFIELDS, "")
                : daybook_setopt_pointer(pointer, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress)
        }
        try Self.check(result)
    }

    private static func check(_ result: CURLcode) throws(HTTPError) {
        guard result == CURLE_OK else { throw HTTPError(result, mayHaveBeenSent: false, detail: "") }
    }
}
