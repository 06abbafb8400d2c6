import Providers
import Testing
import Vocabulary

struct ContactMergeRecordTests {
    private static let absorbed = SubjectID(high: 1, low: 2)

    private static func event(_ kind: EventKind) -> EventHeader {
        EventHeader(
            position: .first, id: EventID(high: 0, low: 0), tenant: .default, kind: kind, source: .daybook,
            subject: SubjectID(high: 0, low: 1), conversation: nil, actor: .system, cause: nil,
            occurredAt: Timestamp(microseconds: 0), recordedAt: Timestamp(microseconds: 0))
    }

    @Test func `a merge and its undoing are read as they were recorded`() throws {
        let merged = ContactMerged(absorbed: Self.absorbed)
        let unmerged = ContactUnmerged(absorbed: Self.absorbed)
        let reader = FactReader()
        #expect(
            try reader.fact(event: Self.event(.contactMerged), body: DaybookRecord.body(of: merged))
                == .contactMerged(merged))
        #expect(
            try reader.fact(event: Self.event(.contactUnmerged), body: DaybookRecord.body(of: unmerged))
                == .contactUnmerged(unmerged))
    }

    @Test func `the stored form of version 1 stays`() {
        let body = DaybookRecord.body(of: ContactMerged(absorbed: Self.absorbed))
        #expect(
            String(decoding: body.content, as: UTF8.self)
                == #"{"schema":"contact.merged/1","absorbed":"00000000-0000-0001-0000-000000000002"}"#)
    }

    @Test(arguments: [#"{"schema":"contact.merged/1"}"#, #"{"schema":"contact.merged/1","absorbed":"Ann"}"#])
    func `a merge that names nobody can't be read`(text: String) {
        #expect(throws: UnreadableDelivery.self) {
            try FactReader().fact(event: Self.event(.contactMerged), body: .record(Array(text.utf8)))
        }
    }
}
