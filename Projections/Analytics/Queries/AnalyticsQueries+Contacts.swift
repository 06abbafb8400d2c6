import Postgres
package import Vocabulary

extension AnalyticsQueries {
    /// How many contacts wrote, or were written to, in a range: each counts once.
    ///
    /// Few are told apart here, which takes less time than the database takes to group them; many are there, where they may go to disk.
    ///
    /// - Parameter few: how many rows are read at most, of which a contact has one for each channel and period.
    package func uniqueContacts(
        of tenant: TenantID, _ range: AnalyticsRange, filter: ChannelFilter = ChannelFilter(), few: Int = 200_000
    ) async throws -> Int64 {
        let listed = try await pool.query(Self.contactsQuery(of: tenant, range, filter, limit: few + 1).plannedAnew)
        let subjects = try listed.decode(column: 0, as: [UInt8]?.self).first.flatMap(\.self) ?? []
        guard subjects.count > few * DistinctSubjects.size else { return DistinctSubjects.count(in: subjects) }
        let counted = try await pool.query(Self.contactsQuery(of: tenant, range, filter, limit: nil).plannedAnew)
        return try counted.decode(column: 0, as: Int64.self).first ?? 0
    }

    /// - Parameter limit: of how many rows the subjects are strung together, some of them more than once; `nil` to have them counted.
    static func contactsQuery(
        of tenant: TenantID, _ range: AnalyticsRange, _ filter: ChannelFilter, limit: Int?
    ) -> PostgresQuery {
        let (first, last) = (PeriodPart(range.periods.lowerBound, range), PeriodPart(range.periods.upperBound, range))
        let wanted =
            limit == nil
            ? "count(*) FROM (SELECT" : "string_agg(uuid_send(subject), ''::bytea) FROM (SELECT subject"
        return """
            SELECT \(unsafe: wanted) FROM analytics_contacts AS kept
              WHERE tenant = \(tenant) AND period BETWEEN \(first.period.number) AND \(last.period.number)
                AND (\(filter.medium)::text IS NULL OR medium = \(filter.medium))
                AND (\(filter.channel)::text IS NULL OR channel = \(filter.channel))
                AND CASE period
                  WHEN \(first.period.number) THEN days & \(first.wholeDays) <> 0
                    OR days & \(first.cutDays) <> 0 AND quarters && \(first.cutQuarters)
                  WHEN \(last.period.number) THEN days & \(last.wholeDays) <> 0
                    OR days & \(last.cutDays) <> 0 AND quarters && \(last.cutQuarters)
                  ELSE true END
              \(unsafe: limit.map { "LIMIT \($0)" } ?? "GROUP BY subject")) AS contacts
            """
    }
}

/// The part of a period that lies in a range.
struct PeriodPart: Equatable {
    let period: Period
    /// Bit n: the period's day n lies in the range as a whole.
    let wholeDays: Int32
    /// Bit n: only a part of it does.
    let cutDays: Int32
    /// The quarter hours of such days that lie in the range: places in the period. At most 190.
    let cutQuarters: [Int16]

    /// - Parameter number: of the period.
    init(_ number: Int32, _ range: AnalyticsRange) {
        period = Period(number: number)
        let start = QuarterHour(period.start).number
        let whole = 0...Period.quarterHours
        func place(_ moment: Timestamp) -> Int64 {
            let number = QuarterHour(moment).number - start
            return min(max(number, whole.lowerBound), whole.upperBound)
        }
        let wanted = place(range.start)..<place(range.end)
        var (wholeDays, cutDays): (UInt32, UInt32) = (0, 0)
        var cutQuarters: [Int16] = []
        for day in Int64(0)..<32 {
            let quarters = day * 96..<(day + 1) * 96
            let bit = UInt32(1) << UInt32(day)
            if wanted.lowerBound <= quarters.lowerBound, quarters.upperBound <= wanted.upperBound {
                wholeDays |= bit
            } else if quarters.overlaps(wanted) {
                cutDays |= bit
                cutQuarters += quarters.clamped(to: wanted).map(Int16.init)
            }
        }
        self.wholeDays = Int32(bitPattern: wholeDays)
        self.cutDays = Int32(bitPattern: cutDays)
        self.cutQuarters = cutQuarters
    }
}
