import Cryptography
import Vocabulary

extension EventBody {
    /// The body as the API shows it: `{"record":…}`, or `{"headers":…,"text":…}` for a delivery as it arrived (`base64` in
    /// place of `text` where that isn't UTF-8).
    var json: JSON {
        switch self {
        case .record(let bytes):
            guard let record = try? JSON(parsing: bytes) else { return ["base64": .string(Base64.encode(bytes))] }
            return ["record": record]
        case .verbatim(let headers, let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return ["headers": .object(headers), "base64": .string(Base64.encode(bytes))]
            }
            return ["headers": .object(headers), "text": .string(text)]
        }
    }
}
