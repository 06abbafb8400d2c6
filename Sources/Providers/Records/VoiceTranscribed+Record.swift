package import Vocabulary

/// `{"message":…,"status":…,"text":…,"language":…}`
extension VoiceTranscribed: RecordFact {
    package static let kind = EventKind.voiceTranscribed

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let status = fields.text("status").flatMap(Status.init) else {
            throw UnreadableDelivery("the transcription has no status")
        }
        self.init(
            message: try MessageReference(in: fields), status: status, text: fields.text("text"),
            language: fields.text("language"))
    }

    package var fields: JSONObject {
        var fields: JSONObject = ["message": message.json, "status": .string(status.rawValue)]
        fields["text"] = text.map(JSON.string)
        fields["language"] = language.map(JSON.string)
        return fields
    }

    package var fact: Fact { .voiceTranscribed(self) }
}
