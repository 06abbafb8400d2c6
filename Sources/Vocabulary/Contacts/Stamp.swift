/// When something was said of a contact: by the time for which it was said; among equal times, by the place of the event.
///
/// No two events have the same stamp, so what is said last is the same whatever order the events are folded in.
package struct Stamp: Hashable, Comparable, Sendable {
    package let at: Timestamp
    package let position: Position

    package init(at: Timestamp, position: Position) {
        self.at = at
        self.position = position
    }

    package init(_ event: EventHeader) {
        self.init(at: event.occurredAt, position: event.position)
    }

    package static func < (a: Self, b: Self) -> Bool {
        (a.at, a.position) < (b.at, b.position)
    }
}

/// A value, and when it was said.
package struct Stamped<Value: Hashable & Sendable>: Hashable, Sendable {
    package var value: Value
    package var stamp: Stamp

    package init(_ value: Value, _ stamp: Stamp) {
        self.value = value
        self.stamp = stamp
    }
}

extension Dictionary {
    /// Whether `learn` would make something else of it.
    func isNews<V: Hashable & Sendable>(
        _ value: V, of key: Key, _ stamp: Stamp
    ) -> Bool where Value == Stamped<V> {
        guard let known = self[key] else { return true }
        return known.stamp <= stamp && known.value != value
    }

    /// Keeps what was said last of something.
    mutating func learn<V: Hashable & Sendable>(
        _ value: V, of key: Key, _ stamp: Stamp
    ) where Value == Stamped<V> {
        // Where it lies: most of what is said is known, and has only been said again.
        if let place = index(forKey: key) {
            if values[place].stamp <= stamp { values[place] = Stamped(value, stamp) }
        } else {
            self[key] = Stamped(value, stamp)
        }
    }

    /// Keeps, of each thing, what was said last in either.
    mutating func learn<V: Hashable & Sendable>(_ other: Self) where Value == Stamped<V> {
        for (key, said) in other { learn(said.value, of: key, said.stamp) }
    }
}
