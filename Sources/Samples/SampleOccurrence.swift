internal import Cryptography
internal import Vocabulary

/// An act of one contact, on one day: all that a provider would tell of it.
struct SampleOccurrence: Sendable {
    /// What the ids are made from: two with the same seed and index have the same.
    var seed: UInt64
    var index: Int
    var at: Timestamp
    var contact: SampleContact
    var act: SampleAct
    /// Which message of ours a status is about; of anything else its own index.
    var messageIndex: Int

    init(
        seed: UInt64, index: Int, at: Timestamp, contact: SampleContact, act: SampleAct, messageIndex: Int? = nil
    ) {
        self.seed = seed
        self.index = index
        self.at = at
        self.contact = contact
        self.act = act
        self.messageIndex = messageIndex ?? index
    }

    /// Thirty-two hexadecimal digits that only this occurrence has, for one purpose.
    func identifier(_ purpose: String, _ index: Int) -> String {
        String(SHA256.hash([UInt8]("\(purpose)/\(seed)/\(index)".utf8)).hex.prefix(32))
    }

    /// A UUID that only this occurrence has.
    var eventID: String {
        var generator = SplitMix64(seed: seed, index: index)
        return EventID(version8: (high: generator.next(), low: generator.next())).description
    }

    /// Respond.io's id of the message, in the microseconds that it is made of.
    var messageNumber: Int64 {
        // Room for a thousand million messages of each of a thousand seeds.
        1_750_000_000_000_000 + Int64(seed % 1000) * 1_000_000_000 + Int64(messageIndex)
    }
}
