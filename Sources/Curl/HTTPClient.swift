import Synchronization

/// An HTTP client over libcurl. One thread of its own runs all exchanges and keeps the connections; callers only wait.
///
/// Only `http:` and `https:`; a host's certificate is always verified; HTTP/2 is used where the host offers it.
package final class HTTPClient: Sendable {
    private let configuration: Configuration
    private let loop: TransferLoop
    private let thread: Mutex<LoopThread?>

    /// - Throws: `failed` when there is no thread to be had.
    package init(_ configuration: Configuration = Configuration()) throws(HTTPError) {
        let loop = TransferLoop(configuration)
        self.configuration = configuration
        self.loop = loop
        thread = Mutex(try LoopThread { loop.run() })
    }

    deinit {
        close()
    }

    /// Sends a request and returns the complete answer, whatever its status.
    ///
    /// Cancelling the task breaks the exchange off.
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try request.check()
        let ticket = TransferTicket(loop: loop)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { ticket.start(request, .whole($0)) }
        } onCancel: {
            ticket.cancel()
        }
        return try outcome.get()
    }

    /// Sends a request and returns when the head of the answer is there; the body is read while it arrives.
    ///
    /// For an endless answer such as server-sent events, set ``HTTPRequest/timeout`` to `nil` and
    /// ``HTTPRequest/idleTimeout`` to more than the server's pause between two signs of life.
    package func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        try request.check()
        let ticket = TransferTicket(loop: loop)
        let channel = BodyChannel(capacity: configuration.streamBufferBytes)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { ticket.start(request, .stream(StreamReceiver($0, channel: channel))) }
        } onCancel: {
            ticket.cancel()
        }
        let head = try outcome.get()
        let body = HTTPBody(reader: BodyReader(channel: channel, ticket: ticket))
        return HTTPStream(status: head.status, headers: head.headers, body: body)
    }

    /// Ends the client: requests under way fail with `closed`, connections are closed, and the thread has ended when
    /// this returns, within milliseconds. Later requests fail with `closed`.
    package func close() {
        loop.close()
        thread.withLock { $0.take() }?.join()
    }
}
