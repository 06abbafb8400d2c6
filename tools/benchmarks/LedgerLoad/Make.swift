import ArgumentParser
import Ledger

/// `LedgerLoad make`
struct Make: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill a ledger with the life of many conversations.",
        discussion: """
            Everything goes through the ledger's own append, in large lots: the tables are what serving the same deliveries would have
            made. A ledger that has events already is filled up to --events. The same seed gives the same facts; their order is that in
            which the lanes came to it.
            """)

    @Option(help: "How many events the ledger is to hold.")
    var events: Int64

    @Option(help: "What the facts are made from.")
    var seed: UInt64 = 1

    @Option(help: "How many people they are about (a twentieth of the events).")
    var contacts: Int?

    @Option(help: "How many lots are made and sealed at a time.")
    var lanes = 4

    @Option(help: "How many events of a lane are appended together.")
    var lot = 512

    func validate() throws {
        guard events > 0, lanes > 0, lot > 0, contacts ?? 1 > 0 else {
            throw ValidationError("Numbers are at least 1.")
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
            for lane in 0..<lanes {
                // A ledger that is filled further gets facts that it doesn't have.
                var traffic = LoadTraffic(
                    seed: seed, part: lane, contacts: lane * share..<(lane + 1) * share, from: Int(held))
                group.addTask {
                    var recorded = 0
                    while let count = work.next() {
                        recorded += try await ledger.append(try await traffic.drafts(count, of: ledger)).recorded
                        work.done(count)
                    }
                    return recorded
                }
            }
            return try await group.reduce(0, +)
        }
    }
}
