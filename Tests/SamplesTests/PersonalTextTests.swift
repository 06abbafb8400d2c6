import Providers
import Samples
import Testing
import Vocabulary

struct PersonalTextTests {
    @Test func `everybody's particulars are among the personal texts`() {
        let texts = Set(SampleTraffic.personalTexts)
        for contact in SampleContact.cast {
            for text in [contact.name, contact.phone, contact.email, contact.whatsAppID] {
                #expect(texts.contains(text))
            }
        }
        #expect(texts.allSatisfy { !$0.isEmpty })
    }

    @Test func `what is said in traffic is among them, word for word`() throws {
        let texts = Set(SampleTraffic.personalTexts)
        let secrets = ProviderSecrets(respondIOKeys: ["k"], twilioAuthTokens: ["t"])
        var traffic = SampleTraffic(seed: 5)
        var said = 0
        for _ in 0..<500 {
            let (source, request) = try traffic.next(
                at: Timestamp(microseconds: 0), secrets: secrets, url: { "https://example.com/\($0)" })
            guard case .messageReceived(let message) = try SampleReading(request, source, secrets).fact,
                let text = message.content.text, message.content.form == .text
            else { continue }
            said += 1
            #expect(texts.contains(text))
        }
        #expect(said > 50)
    }

    @Test func `people are made up: their numbers are kept for fiction, their mailboxes for examples`() {
        for contact in SampleContact.cast {
            let phone = contact.phone
            let isFictional =
                phone.wholeMatch(of: /\+1\d{3}55501\d\d/) != nil || phone.hasPrefix("+447700900")
                || phone.hasPrefix("+4917139200") || phone.hasPrefix("+3363998") || phone.hasPrefix("+61491570")
            #expect(isFictional)
            #expect(contact.email.hasSuffix("@example.com") || contact.email.hasSuffix("@example.org"))
        }
        #expect(Set(SampleContact.cast.map(\.phone)).count == SampleContact.cast.count)
        #expect(Set(SampleContact.cast.map(\.email)).count == SampleContact.cast.count)
        #expect(Set(SampleContact.cast.map(\.language)).count >= 9)
    }
}
