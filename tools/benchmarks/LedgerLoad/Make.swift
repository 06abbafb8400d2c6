import ArgumentParser
import Ledger
import Vocabulary

/// `LedgerLoad make`
struct Make: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill a ledger with the life of many conversations.",
        discussion: """
            Everything goes through the ledger's own append, in large lots: the tables are what serving the same deliveries would have
            made. A ledger that has events already is filled up to --events. The same seed gives the same deliveries; their order is that
            in which the lanes came to it, and which of them are analysed, transcribed, read and noted on hangs on their positions.
            """)

    @Option(help: "How many events the ledger is to hold.")
    var events: Int64

    @Option(help: "What the facts are made from.")
    var seed: UInt64 = 1

    @Option(help: "How many people they are about (a twentieth of the events).")
    var contacts: Int?

    @Option(help: "When the first of them happened, in RFC 3339.", transform: Self.moment)
    var began = LoadTraffic.began

    @Option(help: "Over how many days they happened.")
    var days = 90

    @Option(help: "How many lots are made and sealed at a time.")
    var lanes = 4

    @Option(help: "How many events of a lane are appended together.")
    var lot = 512

    func validate() throws {
        guard events > 0, lanes > 0, lot > 1, contacts ?? 1 > 0, days > 0 else {
            throw ValidationError("Numbers are at least 1, and a lot has 2 events.")
        }
        guard lanes <= LoadTraffic.partsOfAppend.lowerBound else {
            throw ValidationError("There are at most \(LoadTraffic.partsOfAppend.lowerBound) lanes.")
        }
    }

    func run() async throws {
        let result = try await withLedger { ledger in
            let held = try await ledger.primary.head().size
            let work = LotQueue(total: Int(max(0, events - held)), lot: lot)
            return try await LoadMeasure.measure { try await fill(ledger, held: held, work: work) }
        }
        say(result.json)
    }

    private func fill(_ ledger: Ledger, held: Int64, work: LotQueue) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            let share = max(20, (contacts ?? Int(events / 20)) / lanes)
            let pause = Duration.seconds(days * 86_400) / Double(events) * lanes
            for lane in 0..<lanes {
                // A ledger that is filled further gets facts that it doesn't have.
                let traffic = LoadTraffic(
                    seed: seed, part: lane, contacts: lane * share..<(lane + 1) * share, from: Int(held),
                    began: began.advanced(by: pause * (Int(held) / lanes)), pause: pause)
                group.addTask { try await Self.fill(ledger, with: traffic, work: work) }
            }
            return try await group.reduce(0, +)
        }
    }

    /// Does lots of the work until none is left.
    private static func fill(_ ledger: Ledger, with traffic: LoadTraffic, work: LotQueue) async throws -> Int {
        var (traffic, records, recorded) = (traffic, LoadRecords(), 0)
        while let count = work.next() {
            let taken = records.take(count / 2)
            traffic.rest(taken.count)
            let drafts = taken + (try await traffic.drafts(count - taken.count, of: ledger))
            let outcomes = try await insistently { try await ledger.append(drafts) }
            try records.add(drafts, outcomes)
            recorded += outcomes.recorded
            work.done(count)
        }
        return recorded
    }

    private static func moment(_ text: String) throws -> Timestamp {
        guard let moment = Timestamp(text) else { throw ValidationError("\(text) is no moment in RFC 3339.") }
        return moment
    }
}
