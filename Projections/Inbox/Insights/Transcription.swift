import Postgres
import ProjectionEngine
package import Vocabulary

/// What a voice note says, as far as that is known.
package struct Transcription: Equatable, Sendable {
    package var status: VoiceTranscribed.Status
    package var text: String?
    /// BCP 47.
    package var language: String?

    init(_ fact: VoiceTranscribed) {
        status = fact.status
        text = fact.text
        language = fact.language
    }

    static let columns = ["transcription_status", "transcription", "transcription_language"]

    static func write(_ transcription: Transcription?, to row: inout PostgresCopyWriter) throws(PostgresError) {
        try row.write(transcription?.status.rawValue)
        try row.write(transcription?.text)
        try row.write(transcription?.language)
    }

    /// `nil` when nobody has said anything of it.
    init?(from row: inout RowReader) throws(PostgresError) {
        let status = try row.nextCase(VoiceTranscribed.Status.self)
        text = try row.next()
        language = try row.next()
        guard let status else { return nil }
        self.status = status
    }
}
