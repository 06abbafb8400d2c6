import ProjectionTestSupport
import Testing
import Vocabulary

@testable import Contacts

struct SearchWordsTests {
    private func words(_ profile: ContactProfile) -> [String] {
        var sample = Sample()
        let fact = sample.next(Sample.updated(profile))
        var card = ContactCard()
        card.learn(fact.fact, fact.event)
        return SearchWords(card).words
    }

    @Test func `a contact has the words of its name and addresses, and its numbers in both forms`() {
        let profile = Sample.profile(
            name: "Ann-Marie O'Neil  Ærø", phone: "+551187654321", email: "ann.neil@Example.com")
        #expect(
            words(profile) == [
                "551187654321", "5511987654321", "ann", "com", "example", "marie", "neil", "o", "ærø",
            ])
        #expect(words(ContactProfile()).isEmpty)
    }

    @Test func `no name overflows the index`() {
        #expect(
            words(Sample.profile(name: String(repeating: "a", count: 100_000))) == [String(repeating: "a", count: 100)])
        #expect(words(Sample.profile(name: (0..<5000).map { "w\($0)" }.joined(separator: " "))).count == 300)
        let zalgo = "a" + String(repeating: "\u{0301}", count: 5000)
        #expect(words(Sample.profile(name: zalgo)).allSatisfy { $0.utf8.count <= 400 })
    }

    @Test(
        arguments: [
            ("ann", "'ann':*"), ("Ann Neil", "'ann':* & 'neil':*"), ("ann@example", "'ann':* & 'example':*"),
            ("+55 (11) 8765-4321", "'551187654321':* | '5511987654321':*"), ("0049 30 1234", "'49301234':*"),
            ("1234", "'1234':*"), ("123", "'123':*"), ("flat 12", "'flat':* & '12':*"),
            ("'; DROP TABLE x", "'drop':* & 'table':* & 'x':*"), ("a\\b'c", "'a':* & 'b':* & 'c':*"),
            ("", nil), ("!&|:*", nil), ("+-()", nil),
        ] as [(String, String?)])
    func `what is typed is looked for by the beginnings of words`(text: String, query: String?) {
        #expect(SearchWords.query(text) == query)
    }
}
