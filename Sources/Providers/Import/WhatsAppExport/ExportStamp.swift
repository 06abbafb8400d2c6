import Vocabulary

/// The date and time at the beginning of a message in a WhatsApp export, as the phone's language and region write them.
///
/// Phones with iOS write `[15.01.24, 10:30:00] `, others `15/01/2024, 10:30 - `, with the fields in the region's order, dots, slashes or
/// hyphens between them, and half a dozen ways to write a twelve-hour clock.
struct ExportStamp: Hashable, Sendable {
    /// In which order a date's numbers stand.
    enum Order: String, CaseIterable, Sendable {
        case dayFirst, monthFirst, yearFirst
    }

    /// The numbers of the date, as they stand.
    var date: [Int]
    /// Whether the first of them is a year, by its length.
    var beginsWithYear: Bool
    /// 0–23.
    var hour: Int
    var minute: Int
    var second: Int

    /// What stands between the date and the time in some languages.
    private static let conjunctions = ["klo ", "kl. ", "um ", "à ", "às ", "a las "]

    /// Reads a stamp and what ends it.
    ///
    /// - Returns: the stamp and what follows; `nil` when the line doesn't begin with one, but goes on with the message before.
    static func read(_ line: Substring) -> (stamp: ExportStamp, rest: Substring)? {
        var rest = ExportText.withoutMarks(line)
        let isBracketed = rest.first == "["
        if isBracketed { rest.removeFirst() }
        guard let (date, beginsWithYear) = readDate(&rest) else { return nil }
        ExportText.skip(&rest) { ",،、".contains($0) || $0.isWhitespace }
        if let word = conjunctions.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(word.count) }
        guard let time = ExportTime.read(&rest) else { return nil }
        if isBracketed {
            guard rest.first == "]" else { return nil }
            rest.removeFirst()
            ExportText.skip(&rest) { $0 == " " }
        } else {
            guard let dash = ["- ", "– "].first(where: { ExportText.trimmed(rest).hasPrefix($0) }) else { return nil }
            rest = ExportText.trimmed(rest).dropFirst(dash.count)
        }
        let stamp = ExportStamp(
            date: date, beginsWithYear: beginsWithYear, hour: time.hour, minute: time.minute, second: time.second)
        return stamp.isPossible ? (stamp, rest) : nil
    }

    /// `15.01.24`, `1/15/24`, `2024-01-15`, `2024. 1. 15.`
    private static func readDate(_ rest: inout Substring) -> (numbers: [Int], beginsWithYear: Bool)? {
        var numbers: [Int] = []
        var widths: [Int] = []
        for place in 0..<3 {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            guard (1...4).contains(digits.count), let number = Int(digits) else { return nil }
            numbers.append(number)
            widths.append(digits.count)
            rest = rest[digits.endIndex...]
            guard place < 2 || rest.first == "." else { break }
            guard let mark = rest.first, "./-".contains(mark) else { return nil }
            rest.removeFirst()
            ExportText.skip(&rest) { $0 == " " }
        }
        guard widths.contains(4) || widths.allSatisfy({ $0 <= 2 }) else { return nil }
        return (numbers, widths[0] == 4)
    }

    private var isPossible: Bool { Order.allCases.contains { text(in: $0) != nil } }

    /// As PostgreSQL and RFC 3339 write a local time; `nil` when there is no such day with the numbers in this order.
    func text(in order: Order) -> String? {
        guard beginsWithYear == (order == .yearFirst) else { return nil }
        let (year, month, day) =
            switch order {
            case .dayFirst: (date[2], date[1], date[0])
            case .monthFirst: (date[2], date[0], date[1])
            case .yearFirst: (date[0], date[1], date[2])
            }
        let text = "\(Self.padded(year < 100 ? 2000 + year : year, 4))-\(Self.padded(month))-\(Self.padded(day))"
        let full = "\(text)T\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))"
        return Timestamp("\(full)Z") == nil ? nil : full
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
