internal import Vocabulary

extension Timestamp {
    /// A time as providers write it: RFC 3339, or a count since the epoch in a unit that its size tells (seconds below 10¹¹,
    /// milliseconds below 10¹⁴, microseconds below 10¹⁷; each covers the years from 1973 to 5138). Zero says that the
    /// provider doesn't know.
    init?(reading value: JSON?) {
        guard let text = value?.text else { return nil }
        guard let count = value?.integer ?? Int64(text) else {
            self.init(text)
            return
        }
        switch count {
        case 1..<100_000_000_000: self.init(seconds: count)
        case 100_000_000_000..<100_000_000_000_000: self.init(milliseconds: count)
        case 100_000_000_000_000..<100_000_000_000_000_000: self.init(microseconds: count)
        default: return nil
        }
    }
}
