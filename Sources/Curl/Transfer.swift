import CCurl

/// One exchange on the client's thread; no other thread touches it.
final class Transfer {
    let id: TransferID
    let easy: EasyHandle
    private let headerLines: HeaderList
    private let receiver: TransferReceiver
    private let limit: Int
    private let followsRedirects: Bool

    private var headers = HTTPHeaders()
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var hasHead = false
    /// Why a callback broke the exchange off: libcurl only knows that it did.
    private var refusal: HTTPError.Code?

    /// More header bytes than this are no honest answer.
    private static let headerLimit = 256 << 10

    init(
        _ request: HTTPRequest, id: TransferID, receiver: TransferReceiver, configuration: HTTPClient.Configuration
    ) throws(HTTPError) {
        self.id = id
        self.receiver = receiver
        limit = request.maximumResponseBytes
        followsRedirects = request.followsRedirects
        headerLines = HeaderList(request)
        easy = try EasyHandle()
        try easy.setUp(request, headers: headerLines, configuration: configuration)
        let context = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_PRIVATE, pointer: context)
        try easy.receive(CURLOPT_HEADERFUNCTION, Self.onHeader, context: CURLOPT_HEADERDATA, context)
        try easy.receive(CURLOPT_WRITEFUNCTION, Self.onBody, context: CURLOPT_WRITEDATA, context)
    }

    /// Hands the outcome to whoever waits for it.
    func finish(_ result: CURLcode) {
        if let refusal {
            fail(refusal)
        } else if result != CURLE_OK {
            receiver.fail(HTTPError(result, mayHaveBeenSent: easy.hasSent, detail: easy.detail))
        } else {
            deliverHead()
            receiver.finish(HTTPResponse(status: easy.status, headers: headers, body: body))
        }
    }

    /// Ends the exchange for a reason of ours.
    func fail(_ code: HTTPError.Code) {
        receiver.fail(HTTPError(code, mayHaveBeenSent: easy.hasSent))
    }

    /// Takes a header line; `false` breaks the exchange off.
    private func receive(header bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.headerLimit else {
            refusal = .responseTooLarge
            return false
        }
        switch HeaderLine(bytes) {
        case .status: headers = HTTPHeaders()
        case .field(let name, let value): headers.append(name, value)
        case .end:
            // An interim answer (1xx), or one that is about to be followed elsewhere, is not yet the answer.
            let status = easy.status
            if status >= 200 && !(followsRedirects && (300..<400).contains(status)) { deliverHead() }
        case .other: break
        }
        return true
    }

    /// Takes a piece of the body. Returns what libcurl wants to hear: the count taken, or a request to pause.
    private func receive(body bytes: UnsafeRawBufferPointer) -> Int {
        deliverHead()
        if case .stream(let stream) = receiver {
            return stream.channel.offer(bytes) ? bytes.count : Int(CURL_WRITEFUNC_PAUSE)
        }
        guard body.count + bytes.count <= limit else {
            refusal = .responseTooLarge
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    private func deliverHead() {
        if hasHead { return }
        hasHead = true
        if case .stream(let stream) = receiver { stream.begin(status: easy.status, headers: headers) }
    }

    private static let onHeader: daybook_receive = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.receive(header: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }

    private static let onBody: daybook_receive = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.receive(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
}
