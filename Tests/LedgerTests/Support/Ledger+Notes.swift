import Ledger
import Vocabulary

extension EventDraft {
    /// A short record, about a subject.
    static func note(
        _ key: String, about subject: SubjectID, text: String = "a note", kind: EventKind = .noteAdded,
        tenant: TenantID = .default, conversation: ConversationID? = nil, cause: Cause? = nil,
        occurredAt: Timestamp? = nil
    ) -> EventDraft {
        EventDraft(
            tenant: tenant, kind: kind, source: .daybook, key: key, subject: subject, conversation: conversation,
            actor: .system, cause: cause, occurredAt: occurredAt, body: .record(Array(text.utf8)))
    }
}

extension Ledger {
    /// The subject that has a phone number.
    func contact(_ phone: String = "+15550100", tenant: TenantID = .default) async throws(LedgerError) -> SubjectID {
        try await subjects([SubjectRequest(tenant: tenant, identifiers: [ContactIdentifier(.phone, phone)])])[0]
    }

    /// Records notes of these numbers, all at once.
    func record(_ numbers: Range<Int>, about subject: SubjectID) async throws(LedgerError) {
        _ = try await append(numbers.map { .note("note \($0)", about: subject, text: "note \($0)") })
    }
}

extension AppendOutcome {
    var isRecorded: Bool { if case .recorded = self { true } else { false } }
    var isDuplicate: Bool { if case .duplicate = self { true } else { false } }
    var isConflict: Bool { if case .conflict = self { true } else { false } }
}

extension LedgerError.Code {
    var isConditionFailed: Bool { if case .conditionFailed = self { true } else { false } }
}
