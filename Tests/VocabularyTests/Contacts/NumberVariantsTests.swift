import Testing
import Vocabulary

struct NumberVariantsTests {
    @Test(
        arguments: [
            // Brazil: mobile numbers with and without the ninth digit.
            ("+5511987654321", "+5511987654321"), ("+551187654321", "+5511987654321"),
            ("+552168887777", "+5521968887777"), ("+5501187654321", "+5511987654321"),
            ("+55011987654321", "+5511987654321"), ("+5501132654321", "+551132654321"),
            // Landlines have eight digits and get none.
            ("+551132654321", "+551132654321"), ("+551122654321", "+551122654321"),
            ("+551152654321", "+551152654321"), ("+5511", nil), ("+55118765432", "+55118765432"),
            // Argentina: 9, nothing, or the 15 of home.
            ("+5491123456789", "+5491123456789"), ("+541123456789", "+5491123456789"),
            ("+54111523456789", "+5491123456789"), ("+540111523456789", "+5491123456789"),
            ("+549111523456789", "+5491123456789"),
            ("+543514567890", "+5493514567890"), ("+54351154567890", "+5493514567890"),
            ("+5493514567890", "+5493514567890"), ("+542901154567890", "+542901154567890"),
            ("+54290115456789", "+5492901456789"), ("+542901456789", "+5492901456789"),
            // A number with 15 in it, elsewhere.
            ("+541115154567", "+5491115154567"), ("+54112345", "+54112345"),
            // Mexico: the 1 is gone since 2019.
            ("+5215512345678", "+525512345678"), ("+525512345678", "+525512345678"),
            ("+5213312345678", "+523312345678"), ("+521551234567", "+521551234567"),
            // Everybody else is left alone.
            ("+14155550101", "+14155550101"), ("+4930123456", "+4930123456"), ("+598123456789", "+598123456789"),
            ("+5687654321", "+5687654321"),
            // What isn't a number.
            ("5511987654321", nil), ("", nil), ("+", nil), ("+0551198765", nil), ("+123456", nil),
            ("+1234567890123456", nil), ("+55 11 98765", nil), ("ann@example.com", nil), ("+٥٥١١٩٨٧٦٥٤٣٢", nil),
        ] as [(String, String?)])
    func `a number has one form`(phone: String, canonical: String?) {
        #expect(NumberVariants.canonical(phone) == canonical)
        // The one form is a fixed point.
        if let canonical { #expect(NumberVariants.canonical(canonical) == canonical) }
    }

    @Test(
        arguments: [
            (.phone, "+551187654321", "phone:+5511987654321"), (.whatsApp, "551187654321", "phone:+5511987654321"),
            (.whatsApp, "US.1234", nil), (.phone, "0301234", nil), (.email, "Ann@Example.com", "email:ann@example.com"),
            (.email, "not one", nil), (.provider(.respondIO), "310001", nil), (.tenant, "default", nil),
        ] as [(ContactIdentifier.Kind, String, String?)])
    func `identifiers that two contacts can share have one form`(
        kind: ContactIdentifier.Kind, value: String, expected: String?
    ) {
        let canonical = ContactIdentifier(kind, value).canonical
        #expect(canonical.map { "\($0.kind):\($0.value)" } == expected)
    }
}
