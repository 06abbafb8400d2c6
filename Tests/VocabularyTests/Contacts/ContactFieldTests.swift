import Testing
import Vocabulary

struct ContactFieldTests {
    @Test(
        arguments: [
            ("client_id", "c-1", .text("c-1")), ("client_id", 42, .text("42")), ("client_id", true, nil),
            ("client_id", ["a"], nil),
            ("total_calls", 7, .number(7)), ("total_calls", "7", .number(7)), ("total_calls", "-7", .number(-7)),
            ("rate_per_hour", .decimal("99.50"), .number(.decimal("99.50"))),
            ("rate_per_hour", "99.50", .number(.decimal("99.50"))), ("rate_per_hour", "", nil),
            ("rate_per_hour", "a lot", nil), ("rate_per_hour", "=1+1", nil), ("rate_per_hour", true, nil),
            ("rate_per_hour", "[1]", nil), ("reliability_score", .decimal("1e999999"), .number(.decimal("1e999999"))),
            ("last_project_date", "2025-01-15", .date("2025-01-15")),
            ("last_project_date", "2025-01-15T23:30:00-05:00", .date("2025-01-16")),
            ("last_project_date", 1_736_942_400, .date("2025-01-15")),
            ("last_project_date", 1_736_942_400_000, .date("2025-01-15")),
            ("last_project_date", "15.01.2025", nil), ("last_project_date", "2025-02-30", nil),
            ("last_project_date", .integer(.min), nil), ("last_project_date", .integer(.max), nil),
            ("communication_preferences", ["no_whatsapp": true], .json(["no_whatsapp": true])),
            ("communication_preferences", #"{"no_whatsapp":true}"#, .json(["no_whatsapp": true])),
            ("communication_preferences", "no", nil), ("communication_preferences", "1", nil),
            ("favourite_colour", ["red"], .json(["red"])),
        ] as [(String, JSON, ContactField.Value?)])
    func `a field is read as its type, or kept as it came`(name: String, raw: JSON, value: ContactField.Value?) {
        let field = ContactField(name: name, raw: raw)
        #expect(field.value == value)
        #expect(field.raw == raw)
        #expect(field.fits == (value != nil))
    }

    @Test func `a field without a value fits`() {
        let field = ContactField(name: "rate_per_hour", raw: .null)
        #expect(field.fits)
        #expect(field.value == nil)
    }

    @Test func `the fields are those of the integration`() {
        #expect(ContactField.clientFields.count == 8)
        #expect(ContactField.expertFields.count == 12)
        #expect(ContactField.types["quiet"] == nil)
    }

    @Test(
        arguments: [
            ("client", .type), ("Expert", .type), ("active_project", .projectStatus), ("urgent", .urgency),
            ("ai_call_ok", .channelPreference), ("india", .region), ("tech", .industry), ("vip", nil), ("", nil),
        ] as [(String, TagGroup?)])
    func `a tag says something of its group`(tag: String, group: TagGroup?) {
        #expect(TagGroup(of: tag) == group)
    }

    @Test(
        arguments: [
            ("20:00-09:00", "20:00-09:00"), ("8:30 - 17:00", "08:30-17:00"), ("00:00-23:59", "00:00-23:59"),
            ("20:00", nil), ("24:00-09:00", nil), ("20:60-09:00", nil), ("20:00-20:00", nil), ("20-9", nil),
            ("+1:00-09:00", nil), ("", nil), ("20:00-09:00-10:00", nil), ("٢٠:٠٠-٠٩:٠٠", nil),
        ] as [(String, String?)])
    func `quiet hours are two times of a day`(text: String, expected: String?) {
        #expect(QuietHours(text)?.description == expected)
    }
}
