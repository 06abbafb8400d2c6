package import Vocabulary

/// A fact that Daybook records in its own words: a JSON object whose `schema` is the event's kind and the version of its fields,
/// `messages.read/1`.
///
/// Records are for ever, so every version that was ever written stays readable: a new one comes with an upcaster from the one
/// before, and a test with a stored body of it.
package protocol RecordFact: Sendable {
    /// The kind of the events that carry it.
    static var kind: EventKind { get }
    /// The version of the fields that is written. The first is 1.
    static var version: Int { get }

    /// Reads the fields of this version.
    ///
    /// - Throws: when one that is needed is missing, or isn't what it should be.
    init(fields: JSONObject) throws(UnreadableDelivery)

    /// The fields of this version, without `schema`.
    var fields: JSONObject { get }

    /// The fact as the projections fold it.
    var fact: Fact { get }

    /// Makes the fields of an earlier version those of the next one.
    ///
    /// - Parameter version: from 1 to the one before `Self.version`.
    static func upcast(_ fields: JSONObject, from version: Int) throws(UnreadableDelivery) -> JSONObject
}

extension RecordFact {
    /// The first version has nothing before it.
    package static var version: Int { 1 }

    /// The first version has nothing before it.
    package static func upcast(_ fields: JSONObject, from version: Int) throws(UnreadableDelivery) -> JSONObject {
        throw UnreadableDelivery("version \(version) of \(kind) was never written")
    }
}

extension RecordFact {
    /// Reads the fields of any version up to this one.
    static func read(_ fields: JSONObject, version: Int) throws(UnreadableDelivery) -> Fact {
        var fields = fields
        for earlier in version..<Self.version { fields = try upcast(fields, from: earlier) }
        return try Self(fields: fields).fact
    }
}
