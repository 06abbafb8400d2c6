/// What a question brought.
public enum ReadOutcome<Value: Sendable>: Sendable {
    /// What was asked for.
    case found(Value)
    /// The server answered that there is no such thing.
    case nothing
    /// There is no answer: whether there is such a thing isn't known. The text says why, for a log.
    case unavailable(String)

    /// What was asked for; `nil` when there is none, or no answer.
    public var value: Value? {
        if case .found(let value) = self { value } else { nil }
    }

    func map<Other>(_ read: (Value) -> Other?) -> ReadOutcome<Other> {
        switch self {
        case .found(let value):
            read(value).map(ReadOutcome<Other>.found) ?? .unavailable("The answer can't be understood.")
        case .nothing: .nothing
        case .unavailable(let reason): .unavailable(reason)
        }
    }
}

extension ReadOutcome: Equatable where Value: Equatable {}
