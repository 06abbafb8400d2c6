internal import Cryptography
internal import Vocabulary

/// The built-in rules: a pure function of a message and what was said before it. No network, no clock, and the same answer for ever; what
/// changes it changes ``version``.
package struct MessageRules: Sendable {
    /// Groups whose messages come first.
    private let criticalGroups: Set<String>
    /// Which rules these are: the first half of the SHA-256 of all that they go by, in hexadecimal.
    package let version: String

    /// Those of the Izer system.
    package static let criticalGroups = [
        "VIP Customers", "Technical Support", "Sales Team", "Management", "Important Partners", "İzer Management",
    ]

    /// - Parameter criticalGroups: names of groups, in any case.
    package init(criticalGroups: [String] = Self.criticalGroups) {
        self.criticalGroups = Set(criticalGroups.map { FoldedText($0).words.joined(separator: " ") })
        var definition: JSONObject = ["rules": .integer(Self.revision)]
        definition["critical_groups"] = .array(self.criticalGroups.sorted().map(JSON.string))
        for (name, list) in Self.lists { definition[name] = .array(list.spelling.map(JSON.string)) }
        version = String(SHA256.hash(JSON.object(definition).serialized()).hex.prefix(32))
    }

    /// Goes up whenever the code below decides otherwise than before.
    private static let revision: Int64 = 1

    private static let categories: [(MessageAnalysis.Category, WordList)] = [
        (.complaint, RuleWords.complaint), (.technical, RuleWords.technical), (.support, RuleWords.support),
        (.sales, RuleWords.sales), (.inquiry, RuleWords.inquiry),
    ]

    private static let lists =
        categories.map { ($0.0.rawValue, $0.1) } + [
            ("critical", RuleWords.critical), ("pressing", RuleWords.pressing), ("positive", RuleWords.positive),
            ("negative", RuleWords.negative),
        ]

    /// The most words that are told of a message.
    private static let keywordLimit = 10

    package func analysis(of message: MessageContext) -> MessageAnalysis {
        let text = FoldedText(message.text)
        let matches = Self.categories.map { ($0.0, $0.1.matches(in: text)) }
        var (category, most) = (MessageAnalysis.Category.general, 0)
        for (candidate, words) in matches where words.count > most { (category, most) = (candidate, words.count) }
        if category == .general, message.text.contains("?") { category = .inquiry }
        let critical = RuleWords.critical.matches(in: text)
        let pressing = RuleWords.pressing.matches(in: text)
        let sentiment = sentiment(of: text, isCritical: !critical.isEmpty)

        var urgency = 2 + 4 * min(critical.count, 2) + min(pressing.count, 2)
        switch category {
        case .complaint: urgency += 3
        case .technical, .support: urgency += 2
        case .sales: urgency += 1
        case .inquiry, .general: break
        }
        if sentiment == .negative { urgency += 1 }
        if message.isVIP { urgency += 2 }
        if isCritical(message.group) { urgency += 2 }
        if message.text.contains("!!") { urgency += 1 }
        // Somebody who writes again and again is waiting.
        urgency += min(message.unanswered.count / 3, 2)
        urgency = min(max(urgency, 1), 10)

        var priority: MessageAnalysis.Priority =
            urgency >= 9 ? .critical : urgency >= 6 ? .high : urgency >= 3 ? .normal : .low
        if message.isVIP, priority == .normal || priority == .low { priority = .high }
        let words = critical + matches.flatMap(\.1) + pressing
        var keywords: [String] = []
        for word in words where !keywords.contains(word) { keywords.append(word) }
        return MessageAnalysis(
            summary: Self.summary(of: message.text), urgency: Int64(urgency), category: category, sentiment: sentiment,
            priority: priority, isActionRequired: category != .general || priority == .critical || priority == .high,
            responseTime: Self.responseTime(priority), keywords: Array(keywords.prefix(Self.keywordLimit)))
    }

    /// VIPs and critical groups come first, then what it is about decides.
    package func routing(of message: MessageContext, _ analysis: MessageAnalysis) -> MessageRouting {
        if message.isVIP { return MessageRouting(agent: .businessWorkflow, reason: .vip) }
        if isCritical(message.group) { return MessageRouting(agent: .businessWorkflow, reason: .criticalGroup) }
        switch analysis.category {
        case .technical: return MessageRouting(agent: .codeDebugger, reason: .category)
        case .complaint, .support, .sales: return MessageRouting(agent: .businessWorkflow, reason: .category)
        case .inquiry, .general: return MessageRouting(agent: .generalPurpose, reason: .category)
        }
    }

    private func isCritical(_ group: String?) -> Bool {
        group.map { criticalGroups.contains(FoldedText($0).words.joined(separator: " ")) } ?? false
    }

    private func sentiment(of text: FoldedText, isCritical: Bool) -> MessageAnalyzed.Sentiment {
        if isCritical { return .urgent }
        let difference =
            RuleWords.positive.matches(in: text).count - RuleWords.negative.matches(in: text).count
        return difference > 0 ? .positive : difference < 0 ? .negative : .neutral
    }

    private static func responseTime(_ priority: MessageAnalysis.Priority) -> MessageAnalysis.ResponseTime {
        switch priority {
        case .critical: .immediate
        case .high: .hour
        case .normal: .fourHours
        case .low: .day
        }
    }

    /// The longest summary, in characters.
    private static let summaryLength = 140

    private static func summary(of text: String) -> String? {
        let ends: Set<Character> = [".", "!", "?", "\n"]
        let sentences = text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" })
        guard let line = sentences.first(where: { $0.contains { !$0.isWhitespace } }) else { return nil }
        var sentence = Substring(line)
        var index = line.startIndex
        while index < line.endIndex {
            let next = line.index(after: index)
            if ends.contains(line[index]), next == line.endIndex || line[next].isWhitespace {
                sentence = line[..<next]
                break
            }
            index = next
        }
        let trimmed = sentence.drop { $0.isWhitespace }
        return trimmed.count > summaryLength ? trimmed.prefix(summaryLength - 1) + "…" : String(trimmed)
    }
}
