import HTTPTypes
import Hummingbird
import Vocabulary

extension Response {
    /// The `type` of the conversation sync API's answers. Only "1" is in its documentation.
    enum EnvelopeType: String {
        case success = "1"
        /// There is nothing to tell: with status 404, and `data` null.
        case nothing = "2"
    }

    /// `{"type":…,"message":…,"data":…}`
    init(envelope type: EnvelopeType, _ message: String, data: JSON = .null, status: HTTPResponse.Status = .ok) {
        self.init(
            json: ["type": .string(type.rawValue), "message": .string(message), "data": data], status: status)
    }
}
