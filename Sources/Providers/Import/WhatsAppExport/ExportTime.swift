/// The time of day in a WhatsApp export: `10:30`, `10.30`, `10:30:00`, `10:30 PM`, `10:30 p. m.`, `오후 10:30`.
struct ExportTime: Hashable, Sendable {
    var hour: Int
    var minute: Int
    var second: Int

    private static let mornings = ["am", "a.m.", "a. m.", "오전", "上午", "午前", "ص"]
    private static let evenings = ["pm", "p.m.", "p. m.", "오후", "下午", "午後", "م"]

    static func read(_ rest: inout Substring) -> ExportTime? {
        var half = readHalf(&rest)
        guard let hour = number(&rest), let mark = rest.first, ":.".contains(mark) else { return nil }
        rest.removeFirst()
        guard let minute = number(&rest) else { return nil }
        var second = 0
        if rest.first == mark, let digit = rest.dropFirst().first, ("0"..."9").contains(digit) {
            rest.removeFirst()
            second = number(&rest) ?? 60
        }
        if half == nil { half = readHalf(&rest) }
        guard hour < 24, minute < 60, second < 60, half == nil || (1...12).contains(hour) else { return nil }
        let offset = half.map { isEvening in hour % 12 + (isEvening ? 12 : 0) }
        return ExportTime(hour: offset ?? hour, minute: minute, second: second)
    }

    private static func number(_ rest: inout Substring) -> Int? {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard (1...2).contains(digits.count) else { return nil }
        rest = rest[digits.endIndex...]
        return Int(digits)
    }

    /// Whether it is the evening, where a half of the day is named.
    private static func readHalf(_ rest: inout Substring) -> Bool? {
        let text = ExportText.trimmed(rest)
        // Longer names first: "a.m." isn't "a" and something else. Narrow spaces count as spaces.
        let plain = String(text.prefix(8).map { $0.isWhitespace ? " " : $0 }).lowercased()
        for (names, isEvening) in [(mornings, false), (evenings, true)] {
            for name in names where plain.hasPrefix(name) {
                rest = text.dropFirst(name.count).drop(while: \.isWhitespace)
                return isEvening
            }
        }
        return nil
    }
}
