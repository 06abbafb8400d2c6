import Curl
import Vocabulary

extension HTTPResponse {
    /// The body as JSON.
    var json: JSON {
        get throws { try JSON(parsing: body) }
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The code of a refusal; `nil` for any other answer.
    var errorCode: String? {
        (try? json)?["error"]?["code"]?.string
    }
}
