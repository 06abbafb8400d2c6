import Glibc
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// What `daybook doctor` says of channels that are silent, and of messages that aren't there.
    @Suite struct ChannelTests {
        /// Five weeks and a day with a message every ten minutes, up to some hours ago.
        private static func webhooks(silentFor hours: Int64) -> String {
            let now = Int64(time(nil))
            let moments = stride(from: now - 36 * 86_400, to: now - hours * 3600, by: 600)
            return moments.enumerated().map { index, time in
                // One of them answers what nobody told of.
                let reply = index == 4000 ? "&OriginalRepliedMessageSid=SMnowhere" : ""
                return
                    #"{"source":"twilio","received_at":\#(time),"body":"MessageSid=SM\#(index)&From=%2B1555\#(1_000_000 + index % 9)"#
                    + #"&To=%2B15550199&Body=hi&NumMedia=0\#(reply)"}"#
            }.joined(separator: "\n")
        }

        private static func examine(_ installation: Installation) async throws -> [String] {
            let report = try await installation.daybook("doctor", "--output", "json").json()
            return (report["findings"]?.array ?? []).filter { $0["area"] == "channels" }.compactMap {
                "\($0["severity"]?.string ?? "") \($0["problem"]?.string ?? "") \($0["remedy"]?.string ?? "")"
            }
        }

        private static func bring(_ lines: String, into installation: Installation) async throws {
            let file = try installation.folder.write(Array(lines.utf8), to: "webhooks.jsonl")
            let outcome = try await installation.daybook("import", "jsonl", file)
            #expect(outcome.status == 0, "\(outcome)")
            try await eventually("projections that have folded everything") {
                try await installation.value(
                    "SELECT count(*) = 5 FROM projections, head WHERE projections.position = head.size")
            }
        }

        @Test func `a silence that the rhythm doesn't explain is found, and what isn't there`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { _ in
                    let none = try await Self.examine(installation)
                    #expect(none == [])
                    try await Self.bring(Self.webhooks(silentFor: 5), into: installation)
                    let found = try await Self.examine(installation)
                    let silence = try #require(found.first { $0.hasPrefix("warning") }, "\(found)")
                    #expect(silence.contains("sms +15550199 by twilio (tenant default)"), "\(found)")
                    #expect(silence.contains("daybook import twilio"), "\(found)")
                    #expect(found.contains { $0.hasPrefix("note 1 of the latest 5000 messages") }, "\(found)")

                    let now = time(nil)
                    let status = "MessageSid=SMx&MessageStatus=read&From=%2B15550199&To=%2B15551000001"
                    let message = "MessageSid=SMnew&From=%2B15551000001&To=%2B15550199&Body=hi&NumMedia=0"
                    try await Self.bring(
                        [status, message].map {
                            #"{"source":"twilio","received_at":\#(now),"body":"\#($0)"}"#
                        }.joined(separator: "\n"), into: installation)
                    let after = try await Self.examine(installation)
                    #expect(!after.contains { $0.hasPrefix("warning") }, "\(after)")
                    #expect(after.contains { $0.hasPrefix("note twilio (tenant default) told how far 1 ") }, "\(after)")
                }
            }
        }
    }
}
