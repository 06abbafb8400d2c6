import Testing
import Vocabulary

@testable import Pipeline

struct MessageRulesTests {
    private static let rules = MessageRules()

    private static func analysis(_ text: String) -> MessageAnalysis {
        rules.analysis(of: MessageContext(text: text))
    }

    @Test(
        "a message's category is told in four languages",
        arguments: [
            ("How much does the bike cost? I want to buy two.", .sales),
            ("Bu bisikletin fiyatı ne kadar, sipariş vermek istiyorum", .sales),
            ("¿Cuánto cuesta? Quiero una pizza", .sales), ("Was kostet das Angebot?", .sales),
            ("This is unacceptable, I want a refund!", .complaint), ("ŞİKAYET ediyorum, rezalet", .complaint),
            ("Es inaceptable, quiero mi reembolso", .complaint), ("Ich möchte mich beschweren", .complaint),
            ("The app crashes with an error when I login", .technical),
            ("Frenler bozuldu, tamir gerekiyor", .technical), ("La app no funciona", .technical),
            ("Die Bremse ist kaputt", .technical), ("Where is my delivery? I need help", .support),
            ("Kargom nerede, yardım eder misiniz", .support), ("Ayuda con mi envío", .support),
            ("Brauche Hilfe mit der Lieferung", .support), ("What are your opening hours?", .inquiry),
            ("Bir sorum var, adresiniz nedir", .inquiry), ("¿Cuál es su horario?", .inquiry),
            ("Wann sind die Öffnungszeiten?", .inquiry), ("Hello there", .general), ("", .general), ("👋", .general),
            ("Really?", .inquiry),
        ] as [(String, MessageAnalysis.Category)])
    func categories(_ text: String, _ category: MessageAnalysis.Category) {
        #expect(Self.analysis(text).category == category)
    }

    @Test(
        "a mood is told by words; what can't wait comes before it",
        arguments: [
            ("Thank you, that was perfect", .positive), ("Çok teşekkürler, harika", .positive),
            ("Muchas gracias", .positive), ("Vielen Dank, super", .positive), ("This is awful and late", .negative),
            ("Çok kötü, bozuk geldi", .negative), ("Muy malo, llegó roto", .negative),
            ("Schlecht und kaputt", .negative),
            ("The order is 7 pieces", .neutral), ("URGENT: please call", .urgent), ("ACİL! Lütfen arayın", .urgent),
            ("Es urgente", .urgent), ("Notfall, bitte melden", .urgent),
        ] as [(String, MessageAnalyzed.Sentiment)])
    func sentiments(_ text: String, _ sentiment: MessageAnalyzed.Sentiment) {
        #expect(Self.analysis(text).sentiment == sentiment)
    }

    @Test func `urgency stays from 1 to 10, and decides on priority and time`() {
        let calm = Self.analysis("Hello")
        #expect(calm.urgency == 2)
        #expect(calm.priority == .low)
        #expect(calm.responseTime == .day)
        #expect(!calm.isActionRequired)
        let worst = Self.rules.analysis(
            of: MessageContext(
                text: "EMERGENCY! Accident, unacceptable!! Still waiting for help today, terrible error",
                unanswered: Array(repeating: "Hello?", count: 20), isVIP: true, group: "Management"))
        #expect(worst.urgency == 10)
        #expect(worst.priority == .critical)
        #expect(worst.responseTime == .immediate)
        #expect(worst.isActionRequired)
        #expect(worst.keywords.count <= 10)
    }

    @Test func `a VIP, a critical group, and messages left unanswered each make it more urgent`() {
        let text = "Where is my delivery?"
        let plain = Self.analysis(text)
        let vip = Self.rules.analysis(of: MessageContext(text: text, isVIP: true))
        let group = Self.rules.analysis(of: MessageContext(text: text, group: "İZER MANAGEMENT"))
        let other = Self.rules.analysis(of: MessageContext(text: text, group: "Football"))
        let waiting = Self.rules.analysis(of: MessageContext(text: text, unanswered: ["a", "b", "c"]))
        #expect(vip.urgency == plain.urgency + 2)
        #expect(vip.priority == .high)
        #expect(group.urgency == plain.urgency + 2)
        #expect(other == plain)
        #expect(waiting.urgency == plain.urgency + 1)
    }

    @Test func `VIPs and critical groups come first, then the category decides`() {
        func routing(_ text: String, isVIP: Bool = false, group: String? = nil) -> MessageRouting {
            let message = MessageContext(text: text, isVIP: isVIP, group: group)
            return Self.rules.routing(of: message, Self.rules.analysis(of: message))
        }
        #expect(routing("app error", isVIP: true) == MessageRouting(agent: .businessWorkflow, reason: .vip))
        #expect(
            routing("app error", group: "Sales Team")
                == MessageRouting(agent: .businessWorkflow, reason: .criticalGroup))
        #expect(routing("app error") == MessageRouting(agent: .codeDebugger, reason: .category))
        #expect(routing("a refund, please") == MessageRouting(agent: .businessWorkflow, reason: .category))
        #expect(routing("hello") == MessageRouting(agent: .generalPurpose, reason: .category))
    }

    @Test(
        "the summary is the first sentence, cut where it is too long",
        arguments: [
            ("I need help. The bike is broken.", "I need help."), ("  \n\n Merhaba\nNasılsınız", "Merhaba"),
            ("It costs 3.50 in all! Right?", "It costs 3.50 in all!"), ("", nil), (" \n ", nil),
            (String(repeating: "ü", count: 200), String(repeating: "ü", count: 139) + "…"),
        ] as [(String, String?)])
    func summaries(_ text: String, _ summary: String?) {
        #expect(Self.analysis(text).summary == summary)
    }

    @Test func `other rules have another version, and the same ones the same`() {
        #expect(MessageRules().version == Self.rules.version)
        #expect(MessageRules(criticalGroups: ["Board"]).version != Self.rules.version)
        #expect(MessageRules(criticalGroups: ["b", "a"]).version == MessageRules(criticalGroups: ["A", "B"]).version)
        #expect(Self.rules.version.count == 32)
    }

    @Test func `any text is taken, and its analysis is the same each time`() {
        for text in ["\u{0}\u{FFFD}", "\u{307}\u{307}", "!!", String(repeating: "acil ", count: 20_000), "ﬀ ǅ ẞ"] {
            #expect(Self.analysis(text) == Self.analysis(text))
        }
    }
}
