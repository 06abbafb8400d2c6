/// The reading end of a streamed body; ends the exchange when nobody holds it any more.
final class BodyReader: Sendable {
    private let channel: BodyChannel
    private let ticket: TransferTicket

    init(channel: BodyChannel, ticket: TransferTicket) {
        self.channel = channel
        self.ticket = ticket
    }

    deinit {
        ticket.cancel()
    }

    func next() async throws(HTTPError) -> [UInt8]? {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if channel.read(continuation) { ticket.resume() }
            }
        } onCancel: {
            channel.finish(HTTPError(.cancelled, mayHaveBeenSent: true))
            ticket.cancel()
        }
        return try outcome.get()
    }
}
