import HTTPTypes
import Hummingbird
import Vocabulary

/// The value of `If-Match` (RFC 9110, section 13.1.1), where an entity tag is the position of the last event of what is told of.
struct EntityTags: Hashable, Sendable {
    /// Whether it is `*`: any state will do.
    let isAny: Bool
    /// The positions that are named. What isn't one of ours is left out: it matches nothing.
    let positions: [Position]

    /// `nil` where there is no such header.
    ///
    /// - Throws: `APIError` (400) for what isn't a list of entity tags.
    init?(_ header: String?) throws(APIError) {
        guard let header else { return nil }
        let text = header.trimmingSpaces
        isAny = text == "*"
        guard !isAny else {
            positions = []
            return
        }
        var positions: [Position] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let tag = part.trimmingSpaces
            let isWeak = tag.hasPrefix("W/")
            let quoted = isWeak ? tag.dropFirst(2) : tag[...]
            guard quoted.count >= 2, quoted.first == "\"", quoted.last == "\"" else {
                throw .badRequest("If-Match must be an ETag that an answer had, in quotation marks, or *.")
            }
            // A weak tag never matches.
            guard !isWeak, let number = Int64(quoted.dropFirst().dropLast()), number >= 0 else { continue }
            positions.append(Position(number))
        }
        self.positions = positions
    }

    static func tag(_ position: Position) -> String {
        "\"\(position)\""
    }
}

extension Response {
    /// The same with an `ETag`.
    func tagged(_ position: Position) -> Response {
        var response = self
        response.headers[.eTag] = EntityTags.tag(position)
        return response
    }
}

extension StringProtocol {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
