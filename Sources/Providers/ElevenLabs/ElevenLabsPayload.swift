internal import Vocabulary

/// The body of a webhook of ElevenLabs.
struct ElevenLabsPayload {
    /// `post_call_transcription`, `post_call_audio`, `call_initiation_failure`.
    let type: String
    let data: JSONObject

    static let transcription = "post_call_transcription"

    /// - Throws: `UnreadableDelivery` when it names no type, or brings nothing.
    init(_ root: JSONObject) throws(UnreadableDelivery) {
        guard let type = root.text("type") else { throw UnreadableDelivery("the webhook names no type") }
        guard let data = root.object("data") else { throw UnreadableDelivery("the webhook has no data") }
        self.type = type
        self.data = data
    }
}
