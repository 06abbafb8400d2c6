import Vocabulary

extension OpeningsState {
    /// Takes what occurred in the row's own period.
    mutating func take(_ step: Step, _ event: EventHeader) {
        switch step {
        case .inbound(let channel):
            if opens(event.occurredAt) {
                open(channel, event)
            } else {
                moveStart(to: event)
            }
            hearContact(at: event.occurredAt)
        case .outbound(let nature): answer(nature, event)
        case .closed: close(event)
        }
    }

    /// Takes what occurred in the period after the row's own.
    mutating func takeOfNextPeriod(_ step: Step, _ event: EventHeader) {
        guard !hasEnded, !openings.isEmpty else { return }
        switch step {
        case .inbound:
            if opens(event.occurredAt) {
                hasEnded = true
            } else {
                isContinued = true
                hearContact(at: event.occurredAt)
            }
        case .outbound(let nature): answer(nature, event)
        case .closed: close(event)
        }
    }

    /// Whether an inbound message of this time is an opening.
    private func opens(_ moment: Timestamp) -> Bool {
        guard !openings.isEmpty else { return true }
        guard openings.count < OpeningsFold.bound else { return false }
        if let closedAt, closedAt < moment { return true }
        return heardAt.map { moment.microseconds - $0.microseconds >= OpeningsFold.silence } ?? true
    }

    private mutating func open(_ channel: ChannelName, _ event: EventHeader) {
        var opening = Opening(openedAt: event.occurredAt, openedPosition: event.position, channel: channel)
        if let reply, opening.reaches(reply.at) { opening.answer = reply }
        openings.append(opening)
        closedAt = nil
    }

    /// An inbound message that is told late may be the one with which the last opening began.
    private mutating func moveStart(to event: EventHeader) {
        guard var opening = openings.popLast() else { return }
        let earlier = opening.openedAt.microseconds - event.occurredAt.microseconds
        if (1..<OpeningsFold.silence).contains(earlier), openings.last.map({ $0.openedAt < event.occurredAt }) ?? true {
            opening.openedAt = event.occurredAt
            opening.openedPosition = event.position
        }
        openings.append(opening)
    }

    private mutating func hearContact(at moment: Timestamp) {
        heardAt = heardAt.map { max($0, moment) } ?? moment
        if let reply, reply.at <= moment { self.reply = nil }
    }

    private mutating func answer(_ nature: MessageSent.Sender.Nature, _ event: EventHeader) {
        let moment = event.occurredAt
        let answer = Opening.Answer(at: moment, position: event.position, nature: nature)
        if reply.map({ moment < $0.at }) ?? true { reply = answer }
        guard let opening = openings.last, opening.reaches(moment), closedAt.map({ moment <= $0 }) ?? true,
            opening.answer.map({ moment < $0.at }) ?? true
        else { return }
        openings[openings.count - 1].answer = answer
    }

    private mutating func close(_ event: EventHeader) {
        let moment = event.occurredAt
        guard let opening = openings.last, opening.openedAt <= moment, closedAt.map({ moment < $0 }) ?? true else {
            return
        }
        closedAt = moment
        guard opening.reaches(moment) else { return }
        openings[openings.count - 1].resolvedAt = moment
        openings[openings.count - 1].resolvedPosition = event.position
    }
}
