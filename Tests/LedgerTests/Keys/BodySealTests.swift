import Cryptography
import Ledger
import Testing
import Vocabulary

struct BodySealTests {
    private let key = SymmetricKey.random()
    private let id = EventID(high: 1, low: 2)
    private let subject = SubjectID(high: 3, low: 4)

    private func seal(_ plain: [UInt8]) -> [UInt8] {
        BodySeal.seal(plain, key: key, tenant: .default, id: id, subject: subject)
    }

    private func open(_ sealed: [UInt8]) throws(LedgerError) -> [UInt8] {
        try BodySeal.open(sealed, key: key, tenant: .default, id: id, subject: subject)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 1000, 70_000])
    func `what was sealed can be opened`(count: Int) throws {
        let plain = SecureRandom.bytes(count)
        let sealed = seal(plain)
        #expect(sealed.count == 1 + 12 + count + 16)
        #expect(sealed.first == 0x01)
        #expect(try open(sealed) == plain)
    }

    @Test func `the same body is never sealed into the same bytes`() {
        #expect(seal([1, 2, 3]) != seal([1, 2, 3]))
    }

    @Test func `a flipped bit anywhere is noticed`() {
        let sealed = seal(Array("verbatim".utf8))
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 0x10
            let error = #expect(throws: LedgerError.self) { try open(changed) }
            #expect(error?.code == .corrupt)
        }
    }

    @Test func `a body that was cut short is noticed`() {
        let sealed = seal(Array("verbatim".utf8))
        for count in 0..<sealed.count {
            let error = #expect(throws: LedgerError.self) { try open(Array(sealed.prefix(count))) }
            #expect(error?.code == .corrupt)
        }
    }

    @Test func `a body belongs to its tenant, event and subject`() throws {
        let sealed = seal(Array("verbatim".utf8))
        let other = try #require(TenantID("other"))
        #expect(throws: LedgerError.self) {
            try BodySeal.open(sealed, key: key, tenant: other, id: id, subject: subject)
        }
        #expect(throws: LedgerError.self) {
            try BodySeal.open(sealed, key: key, tenant: .default, id: EventID(high: 1, low: 3), subject: subject)
        }
        #expect(throws: LedgerError.self) {
            try BodySeal.open(sealed, key: key, tenant: .default, id: id, subject: SubjectID(high: 3, low: 5))
        }
        #expect(throws: LedgerError.self) {
            try BodySeal.open(sealed, key: .random(), tenant: .default, id: id, subject: subject)
        }
    }
}
