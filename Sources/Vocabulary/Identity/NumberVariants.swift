/// The forms in which one and the same phone line is written in international form, where a country has more than one.
///
/// - Brazil: mobile numbers got a ninth digit in front, and are still written without it: `+55 11 8765-4321` is
///   `+55 11 98765-4321`. Landlines, whose numbers begin with 2–5, did not (Anatel, resolution 553/2010).
/// - Argentina: mobile numbers have a 9 after the country code, or, as at home, a 15 after the area code:
///   `+54 11 15 2345-6789` and `+54 11 2345-6789` are `+54 9 11 2345-6789` (ENACOM's numbering plan).
/// - Mexico: mobile numbers had a 1 after the country code until 2019: `+52 1 55 1234 5678` is `+52 55 1234 5678` (IFT).
///
/// The source of all three is the numbering plans as the ITU publishes them under E.129.
package enum NumberVariants {
    /// The one form of a number, in E.164 with its `+`: with Brazil's ninth digit, with Argentina's 9, without Mexico's 1. Any other
    /// country's numbers are as they are.
    ///
    /// - Parameter phone: `+` and 7 to 15 digits; `nil` for anything else.
    package static func canonical(_ phone: String) -> String? {
        var digits = Array(phone.utf8)
        guard digits.first == UInt8(ascii: "+") else { return nil }
        digits.removeFirst()
        let zero = UInt8(ascii: "0")
        guard (7...15).contains(digits.count), digits.allSatisfy((zero...UInt8(ascii: "9")).contains),
            digits.first != zero
        else { return nil }
        let national: [UInt8]? =
            switch (digits[0] - zero, digits[1] - zero) {
            case (5, 5): brazil(withoutTrunkZero(digits.dropFirst(2)))
            case (5, 4): argentina(withoutTrunkZero(digits.dropFirst(2)))
            case (5, 2): mexico(digits.dropFirst(2))
            default: nil
            }
        return "+" + String(decoding: national.map { digits.prefix(2) + $0 } ?? digits[...], as: UTF8.self)
    }

    /// People keep the zero that they dial at home.
    private static func withoutTrunkZero(_ national: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        national.first == UInt8(ascii: "0") ? national.dropFirst() : national
    }

    /// Two digits of area, and eight of a mobile number: those begin with 6–9.
    private static func brazil(_ national: ArraySlice<UInt8>) -> [UInt8]? {
        let national = Array(national)
        if national.count == 11 { return national }
        guard national.count == 10 else { return nil }
        return national[2] < UInt8(ascii: "6") ? national : national[..<2] + [UInt8(ascii: "9")] + national[2...]
    }

    /// Area and number have ten digits together.
    private static func argentina(_ national: ArraySlice<UInt8>) -> [UInt8]? {
        var national = Array(national)
        let nine = UInt8(ascii: "9")
        if national.first == nine, national.count == 11 || national.count == 13 { national.removeFirst() }
        if national.count == 12 {
            let area = argentineAreaLength(national)
            guard national[area..<area + 2].elementsEqual("15".utf8) else { return nil }
            national.removeSubrange(area..<area + 2)
        }
        return national.count == 10 ? [nine] + national : nil
    }

    /// Buenos Aires has two digits, larger cities three, all others four.
    private static func argentineAreaLength(_ national: [UInt8]) -> Int {
        if national.starts(with: "11".utf8) { return 2 }
        return argentineCities.contains(String(decoding: national.prefix(3), as: UTF8.self)) ? 3 : 4
    }

    private static let argentineCities: Set<String> = [
        "220", "221", "223", "230", "236", "237", "249", "260", "261", "263", "264", "266", "280", "291", "294", "297",
        "298", "299", "336", "341", "342", "343", "345", "348", "351", "353", "358", "362", "364", "370", "376", "379",
        "380", "381", "383", "385", "387", "388",
    ]

    private static func mexico(_ national: ArraySlice<UInt8>) -> [UInt8]? {
        national.count == 11 && national.first == UInt8(ascii: "1") ? Array(national.dropFirst()) : nil
    }
}

extension ContactIdentifier {
    /// The same for all forms of one phone number, whether it is known as a phone's or as a WhatsApp id's; lower-cased for an
    /// e-mail address. `nil` for what no two contacts share: a provider's own ids, and what isn't a number.
    package var canonical: ContactIdentifier? {
        switch kind {
        case .phone: NumberVariants.canonical(value).map { ContactIdentifier(.phone, $0) }
        case .whatsApp: NumberVariants.canonical("+\(value)").map { ContactIdentifier(.phone, $0) }
        case .email: value.utf8.contains(UInt8(ascii: "@")) ? ContactIdentifier(.email, value.lowercased()) : nil
        case .provider, .conversation, .tenant, .delivery: nil
        }
    }
}
