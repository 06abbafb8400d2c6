import Hummingbird
import Vocabulary

extension Request {
    /// The longest body of an API call, in bytes: they carry what a person or an agent says, no files.
    static let apiBodyLimit = 1 << 20

    /// The body as a JSON object; an empty one where there is no body.
    ///
    /// - Throws: `APIError`: 413 when it has more bytes than `apiBodyLimit`, 400 when it broke off or is no JSON object.
    func object() async throws -> JSONObject {
        let bytes = try await bytes(limit: Self.apiBodyLimit)
        guard !bytes.isEmpty else { return JSONObject() }
        let value: JSON
        do throws(JSONError) {
            value = try JSON(parsing: bytes)
        } catch {
            throw APIError.badRequest("The body is not JSON: \(error)")
        }
        guard case .object(let object) = value else { throw APIError.badRequest("The body must be a JSON object.") }
        return object
    }
}

extension JSONObject {
    /// A text that must be there.
    ///
    /// - Throws: `APIError` (400), naming the field and never its value.
    func required(_ name: String, atMost length: Int) throws(APIError) -> String {
        guard let text = try optional(name, atMost: length), !text.isEmpty else {
            throw .badRequest("The field \(name) is needed, as a text that isn't empty.")
        }
        return text
    }

    /// A text that may be there.
    ///
    /// - Parameter length: the longest it may be, in bytes of UTF-8.
    /// - Throws: `APIError` (400) when it is no text, is too long or can't be stored.
    func optional(_ name: String, atMost length: Int) throws(APIError) -> String? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let text = value.string, text.utf8.count <= length, !text.utf8.contains(0) else {
            throw .badRequest("The field \(name) must be a text of at most \(length) bytes, without zero bytes.")
        }
        return text
    }
}
