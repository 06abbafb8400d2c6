import Ledger
import Vocabulary

extension TestServer {
    /// Appends so many notes at once, without HTTP.
    func append(_ count: Int) async throws {
        let subject = try await ledger.subjects([.tenant(.default)])[0]
        _ = try await ledger.append(
            (0..<count).map { _ in
                EventDraft(
                    tenant: .default, kind: .noteAdded, source: .daybook, key: "\(UInt64.random(in: .min ... .max))",
                    subject: subject, actor: .system,
                    body: .record(Array(#"{"schema":"note.added/1","text":"x"}"#.utf8)))
            })
    }
}
