import HTTPTypes
import Hummingbird
import Vocabulary

extension Response {
    /// A JSON answer. It may hold personal data, so no cache keeps it.
    init(json: JSON, status: HTTPResponse.Status = .ok) {
        self.init(bytes: json.serialized(), type: "application/json; charset=utf-8", status: status)
        headers[.cacheControl] = "no-store"
    }

    /// An answer of these bytes.
    init(bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: type, .xContentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
