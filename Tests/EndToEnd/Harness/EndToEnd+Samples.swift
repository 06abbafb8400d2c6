import Samples
import Vocabulary

extension EndToEnd {
    /// Every sample of all providers but the pings, which say nothing.
    static let readableSamples = SampleEvent.all.filter { $0.name != "ping" }.map { ($0.source, $0.name) }

    /// How many events they are together: what holds several things is an event itself, and one for each.
    static let readableEvents = readableSamples.reduce(into: Int64(0)) { events, sample in
        events += ["message.received.batch": 4, "post_call_transcription": 5][sample.1, default: 1]
    }
}
