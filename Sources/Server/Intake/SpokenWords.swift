import Vocabulary

/// What was said in which direction in which minute: by what a message is recognised that has no id.
struct SpokenWords: Hashable, Sendable {
    var isInbound: Bool
    /// Without white space at its ends; empty for a file without a caption.
    var text: String
    /// Counted from 1970.
    var minute: Int64

    init(isInbound: Bool, text: String, at time: Timestamp) {
        self.isInbound = isInbound
        var text = text[...].drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        self.text = String(text)
        minute = time.microseconds / 60_000_000
    }

    /// Which of these messages are among those that are known: each of those accounts for one.
    ///
    /// A phone's clock isn't the provider's: a message may stand in the minute before or after, unless another one stands in its own.
    static func present(_ messages: [SpokenWords], among known: [SpokenWords]) -> Set<Int> {
        var left: [SpokenWords: Int] = [:]
        for words in known { left[words, default: 0] += 1 }
        var present: Set<Int> = []
        for shift in [0, -1, 1] as [Int64] {
            for (index, message) in messages.enumerated() where !present.contains(index) {
                var words = message
                words.minute += shift
                guard let count = left[words], count > 0 else { continue }
                left[words] = count - 1
                present.insert(index)
            }
        }
        return present
    }
}
