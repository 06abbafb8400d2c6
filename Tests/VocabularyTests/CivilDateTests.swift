import Testing

@testable import Vocabulary

struct CivilDateTests {
    @Test(
        "a day has its number",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (1900, 2, 28, -25_509),
            (1900, 3, 1, -25_508), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896), (2024, 12, 31, 20_088),
            (1582, 10, 15, -141_427),
        ] as [(Int64, Int64, Int64, Int64)])
    func knownDays(_ year: Int64, _ month: Int64, _ day: Int64, _ number: Int64) {
        let date = CivilDate(year: year, month: month, day: day)
        #expect(date.daysSinceEpoch == number)
        #expect(CivilDate(daysSinceEpoch: number) == date)
        #expect(date.isValid)
    }

    @Test(
        "a day that isn't in the calendar is told",
        arguments: [
            (2023, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1), (2024, 1, 0),
            (2024, 1, 32),
        ] as [(Int64, Int64, Int64)])
    func invalidDays(_ year: Int64, _ month: Int64, _ day: Int64) {
        #expect(!CivilDate(year: year, month: month, day: day).isValid)
    }

    @Test func `days follow each other without a gap`() {
        var previous = CivilDate(daysSinceEpoch: -800_000)
        for number in Int64(-799_999)..<100_000 {
            let date = CivilDate(daysSinceEpoch: number)
            let follows =
                date.day == previous.day + 1 && date.month == previous.month
                || date.day == 1
                    && (date.month == previous.month + 1 || date.month == 1 && date.year == previous.year + 1)
            guard follows, date.daysSinceEpoch == number else {
                Issue.record("day \(number) is \(date)")
                return
            }
            previous = date
        }
    }
}
