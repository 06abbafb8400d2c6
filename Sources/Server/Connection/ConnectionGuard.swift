import HTTPTypes
import Measures
import NIOCore
import NIOHTTPTypes

/// Closes connections whose peer takes too long: to send a header, to send a body, to read an answer. And those whose answer
/// says `Connection: close`, and those that take room from others (see ``Crowd``).
///
/// Between requests the HTTP server's own idle timeout holds.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ServerLimits
    private let crowd: Crowd
    private var member: Crowd.Member?
    /// Requests whose answers haven't been written yet: a peer may send several in a row.
    private var unanswered = 0
    private var timeouts: ConnectionTimeouts<ContinuousClock.Instant>
    private var alarm: (task: Scheduled<Void>, at: ContinuousClock.Instant)?
    private var closesAfterAnswer = false
    /// How many connections there are.
    private let connections: Gauge

    init(_ limits: ServerLimits, crowd: Crowd, counting connections: Gauge) {
        self.limits = limits
        self.crowd = crowd
        self.connections = connections
        timeouts = ConnectionTimeouts(limits, openedAt: .now)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connections.add(1)
        member = crowd.join(context.channel)
        setAlarm(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        connections.add(-1)
        if let member { crowd.leave(member) }
        member = nil
        alarm?.task.cancel()
        alarm = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            member?.isBusy = true
            timeouts.headRead(at: .now)
            setAlarm(context)
        case .body: break
        case .end: timeouts.bodyEnded()
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        timeouts.writabilityChanged(context.channel.isWritable, at: .now)
        setAlarm(context)
        context.fireChannelWritabilityChanged()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        if case .end = part {
            unanswered -= 1
            if unanswered <= 0 { member?.isBusy = false }
        }
        switch part {
        case .head(let head):
            closesAfterAnswer = head.headerFields[.connection]?.lowercased() == "close"
            context.write(data, promise: promise)
        case .end where closesAfterAnswer:
            let written = promise ?? context.eventLoop.makePromise()
            // A peer that is still sending must be able to read the answer first: closing at once would reset the
            // connection. Its body's time is running, so it can't go on for ever.
            let mode: CloseMode = timeouts.isReading ? .output : .all
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            written.futureResult.whenComplete { _ in bound.value.close(mode: mode, promise: nil) }
            context.writeAndFlush(data, promise: written)
        case .body, .end:
            context.write(data, promise: promise)
        }
    }

    /// Sees to it that somebody looks when the deadline comes. An alarm that is set for earlier does; it will set the next.
    private func setAlarm(_ context: ChannelHandlerContext) {
        guard let deadline = timeouts.deadline else { return }
        if let alarm {
            guard deadline < alarm.at else { return }
            alarm.task.cancel()
        }
        let bound = NIOLoopBound((guardian: self, context: context), eventLoop: context.eventLoop)
        let delay = TimeAmount(max(ContinuousClock.now.duration(to: deadline), .zero))
        let task = context.eventLoop.scheduleTask(in: delay) {
            bound.value.guardian.look(bound.value.context)
        }
        alarm = (task, deadline)
    }

    private func look(_ context: ChannelHandlerContext) {
        alarm = nil
        guard let deadline = timeouts.deadline else { return }
        if deadline <= .now {
            context.close(promise: nil)
        } else {
            setAlarm(context)
        }
    }
}
