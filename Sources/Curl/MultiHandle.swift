import CCurl

/// A libcurl multi handle: many exchanges on one thread, and the connections they share.
///
/// It belongs to the thread that runs the exchanges; only its ``Waker`` leaves it.
struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer
    private static let library = curl_global_init(Int(CURL_GLOBAL_ALL))

    init(_ configuration: HTTPClient.Configuration) throws(HTTPError) {
        guard Self.library == CURLE_OK, let pointer = curl_multi_init() else {
            throw HTTPError(.failed, detail: "curl_multi_init failed.")
        }
        self.pointer = pointer
        daybook_multi_setopt_long(pointer, CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maximumConnections)
        daybook_multi_setopt_long(pointer, CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost)
        daybook_multi_setopt_long(pointer, CURLMOPT_MAXCONNECTS, configuration.maximumConnections)
    }

    deinit {
        curl_multi_cleanup(pointer)
    }

    /// Adds an exchange; it goes on with every ``perform()``.
    func add(_ easy: borrowing EasyHandle) throws(HTTPError) {
        try Self.check(curl_multi_add_handle(pointer, easy.pointer))
    }

    /// Takes an exchange out, breaking it off if it isn't finished.
    func remove(_ easy: borrowing EasyHandle) {
        curl_multi_remove_handle(pointer, easy.pointer)
    }

    /// Does what can be done without waiting.
    func perform() throws(HTTPError) {
        var running: Int32 = 0
        try Self.check(curl_multi_perform(pointer, &running))
    }

    /// The next exchange that has finished, and how.
    func finished() -> (transfer: Transfer, result: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            var context: UnsafeMutableRawPointer?
            daybook_getinfo_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
            guard let context else { continue }
            return (Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), daybook_message_result(message))
        }
        return nil
    }

    /// Waits for the network, a time limit or the ``Waker``.
    func wait() throws(HTTPError) {
        // libcurl's own timers end it earlier; this only bounds a wait with nothing at all to do.
        try Self.check(curl_multi_poll(pointer, nil, 0, 60_000, nil))
    }

    /// Ends a ``MultiHandle/wait()`` from another thread. To be dropped before the handle is freed.
    // Sendable although the pointer isn't: curl_multi_wakeup(3) may be called on any thread.
    struct Waker: @unchecked Sendable {
        fileprivate let pointer: UnsafeMutableRawPointer

        /// Ends the present wait, or else the next one.
        func wakeUp() {
            curl_multi_wakeup(pointer)
        }
    }

    var waker: Waker { Waker(pointer: pointer) }

    private static func check(_ result: CURLMcode) throws(HTTPError) {
        guard result == CURLM_OK else { throw HTTPError(.failed, detail: String(cString: curl_multi_strerror(result))) }
    }
}
