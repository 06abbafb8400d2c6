internal import Vocabulary

/// A webhook of an ElevenLabs voice agent, after a call.
struct ElevenLabsSample {
    let occurrence: SampleOccurrence

    /// The JSON body.
    var body: [UInt8] {
        let seconds = occurrence.at.microseconds / 1_000_000
        return JSON.object([
            "type": .string(type), "event_timestamp": .integer(seconds), "data": .object(data(endingAt: seconds)),
        ]).serialized()
    }

    private var type: String {
        switch occurrence.act {
        case .call: "post_call_transcription"
        case .received: "post_call_audio"
        default: "call_initiation_failure"
        }
    }

    private static let duration: Int64 = 24

    private func data(endingAt end: Int64) -> JSONObject {
        var data: JSONObject = [
            "agent_id": "agent_01jxn7fwb2eyq8p6k4m3en4xtm",
            "conversation_id": .string("conv_\(occurrence.identifier("call", occurrence.index))"),
        ]
        switch occurrence.act {
        case .call(let isIncoming):
            data["status"] = "done"
            data["user_id"] = .string(occurrence.contact.email)
            data["transcript"] = transcript
            data["metadata"] = [
                "start_time_unix_secs": .integer(end - Self.duration), "call_duration_secs": .integer(Self.duration),
                "cost": 296, "termination_reason": "Call ended by remote party",
                "phone_call": [
                    "type": "twilio", "direction": isIncoming ? "inbound" : "outbound",
                    "phone_number_id": "phnum_sample", "agent_number": "+14155550100",
                    "external_number": .string(occurrence.contact.phone),
                    "call_sid": .string("CA\(occurrence.identifier("sid", occurrence.index))"),
                ],
            ]
            data["analysis"] = [
                "call_successful": "success",
                "transcript_summary": "The caller asked for a table for two; one is kept.",
            ]
        case .received:
            data["full_audio"] = .string("SUQzBAAAAAAA")
        default:
            data["failure_reason"] = "busy"
            data["metadata"] = [
                "type": "twilio", "body": ["To": .string(occurrence.contact.phone), "From": "+14155550100"],
            ]
        }
        return data
    }

    private var transcript: JSON {
        func turn(_ role: String, _ message: String?, at seconds: Int64, calls: [JSON] = []) -> JSON {
            [
                "role": .string(role), "message": message.map(JSON.string) ?? .null,
                "time_in_call_secs": .integer(seconds), "tool_calls": .array(calls), "tool_results": [],
            ]
        }
        return [
            turn("agent", "Good evening, how can I help?", at: 0),
            turn("user", "A table for two tonight, please. \(occurrence.contact.name) is my name.", at: 3),
            turn("agent", nil, at: 9, calls: [["tool_name": "keep_table", "params_as_json": #"{"persons":2}"#]]),
            turn("agent", "It is kept. Until tonight!", at: 14),
        ]
    }
}
