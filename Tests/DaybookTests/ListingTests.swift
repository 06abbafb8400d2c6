import Testing
import Vocabulary

@testable import Daybook

/// One list in the four forms.
struct ListingTests {
    private static let listing: Listing = {
        var listing = Listing("position", "recorded_at", "is_read")
        listing.add(7, "a, \"b\"", true)
        listing.add(12, .null, false)
        return listing
    }()

    @Test(arguments: [
        (ListFormat.table, ["POSITION  RECORDED AT  IS READ\n       7  a, \"b\"       yes\n      12  -            no"]),
        (
            .json,
            [
                #"[{"position":7,"recorded_at":"a, \"b\"","is_read":true},{"position":12,"recorded_at":null,"is_read":false}]"#
            ]
        ),
        (
            .jsonl,
            [
                #"{"position":7,"recorded_at":"a, \"b\"","is_read":true}"#,
                #"{"position":12,"recorded_at":null,"is_read":false}"#,
            ]
        ),
        (.csv, ["position,recorded_at,is_read\r", "7,\"a, \"\"b\"\"\",yes\r", "12,,no\r"]),
    ])
    func `each form`(format: ListFormat, lines: [String]) {
        #expect(Self.listing.lines(as: format) == lines)
    }
}
