import Synchronization

/// Whoever waits for an exchange.
enum TransferReceiver: Sendable {
    /// A task that wants the complete answer.
    case whole(CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>)
    /// A task that reads the body while it arrives.
    case stream(StreamReceiver)

    func finish(_ response: HTTPResponse) {
        switch self {
        case .whole(let continuation): continuation.resume(returning: .success(response))
        case .stream(let stream): stream.channel.finish()
        }
    }

    func fail(_ error: HTTPError) {
        switch self {
        case .whole(let continuation): continuation.resume(returning: .failure(error))
        case .stream(let stream): stream.fail(error)
        }
    }
}

/// The status and headers of a streamed answer.
struct ResponseHead: Sendable {
    var status: Int
    var headers: HTTPHeaders
}

/// Whoever waits for the head of a streamed answer, and the channel for the rest.
final class StreamReceiver: Sendable {
    typealias Head = CheckedContinuation<Result<ResponseHead, HTTPError>, Never>

    let channel: BodyChannel
    private let head: Mutex<Head?>

    init(_ head: Head, channel: BodyChannel) {
        self.head = Mutex(head)
        self.channel = channel
    }

    func begin(status: Int, headers: HTTPHeaders) {
        takeHead()?.resume(returning: .success(ResponseHead(status: status, headers: headers)))
    }

    func fail(_ error: HTTPError) {
        takeHead()?.resume(returning: .failure(error))
        channel.finish(error)
    }

    private func takeHead() -> Head? {
        head.withLock { $0.take() }
    }
}
