/// A cache of at most `capacity` entries that forgets what hasn't been asked for in a while.
///
/// Two generations: an entry that is found in the old one moves to the new; when the new one is half of the capacity, it
/// becomes the old one, and what was left there is forgotten. No list to keep, and never more than `capacity` entries.
struct BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    let capacity: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    init(capacity: Int) {
        self.capacity = max(capacity, 2)
    }

    var count: Int { young.count + old.count }

    mutating func removeAll() {
        young = [:]
        old = [:]
    }

    subscript(key: Key) -> Value? {
        mutating get {
            if let value = young[key] { return value }
            guard let value = old.removeValue(forKey: key) else { return nil }
            insert(value, for: key)
            return value
        }
        set {
            old.removeValue(forKey: key)
            if let newValue {
                insert(newValue, for: key)
            } else {
                young.removeValue(forKey: key)
            }
        }
    }

    private mutating func insert(_ value: Value, for key: Key) {
        if young.count >= capacity / 2, young[key] == nil {
            old = young
            young = [:]
        }
        young[key] = value
    }
}
