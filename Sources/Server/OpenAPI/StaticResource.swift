import Cryptography
import HTTPTypes
import Hummingbird

/// Bytes that stay the same for as long as the server runs.
struct StaticResource: Sendable {
    let bytes: [UInt8]
    let type: String
    /// Further ones of the answer.
    let headers: HTTPFields
    /// Strong: the same for the same bytes, whichever server answers.
    let tag: String

    init(bytes: [UInt8], type: String, headers: HTTPFields = [:]) {
        self.bytes = bytes
        self.type = type
        self.headers = headers
        tag = "\"\(SHA256.hash(bytes).hex.prefix(32))\""
    }

    /// The bytes, or 304 to whoever has them. Caches ask each time: another version may be running by then.
    func response(to request: Request) -> Response {
        var response =
            isKnown(to: request.headers[.ifNoneMatch])
            ? Response(status: .notModified) : Response(bytes: bytes, type: type)
        for field in headers { response.headers[field.name] = field.value }
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    /// By weak comparison (RFC 9110, section 13.1.2).
    private func isKnown(to header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let known = part.filter { $0 != " " && $0 != "\t" }
            return known == "*" || known == tag || known == "W/\(tag)"
        }
    }
}
