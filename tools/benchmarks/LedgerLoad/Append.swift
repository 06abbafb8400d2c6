import ArgumentParser
import Ledger

/// `LedgerLoad append`
struct Append: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure appending: many callers, each one event at a time.",
        discussion: """
            The events are made, and their subjects with them, before the clock starts: a server has the data keys of whom it
            hears from in memory, and so has this. What is measured is sealing, numbering, the tree, the ids and the commit.
            """)

    @Option(help: "How many events.")
    var events = 50_000

    @Option(help: "How many append at a time.")
    var callers = 256

    @Option(help: "Another seed makes other events; the same one makes repetitions.")
    var seed: UInt64 = 1

    @Option(help: "How many people the events are about: others for each seed, whom the ledger doesn't know.")
    var contacts = 20_000

    /// Beyond those whom a ledger is filled with.
    private static let firstContact = 100_000_000

    @Option(help: "How many are appended a second (as many as go).")
    var rate: Double?

    @Flag(help: "Say `ready` on standard output, and wait for a line on standard input before appending.")
    var paced = false

    func validate() throws {
        guard events > 0, callers > 0, contacts > 0, rate ?? 1 > 0 else {
            throw ValidationError("Numbers are at least 1.")
        }
    }

    func run() async throws {
        let result = try await withLedger { ledger in
            let first = Self.firstContact + Int(seed % 10_000) * contacts
            let parts = LoadTraffic.partsOfAppend
            var deliveries = LoadTraffic(
                seed: seed, part: parts.lowerBound + Int(seed % UInt64(parts.count)), contacts: first..<first + contacts
            )
            var drafts: [EventDraft] = []
            drafts.reserveCapacity(events)
            while drafts.count < events {
                drafts += try await deliveries.drafts(min(512, events - drafts.count), of: ledger)
            }
            if paced {
                say("ready")
                _ = readLine()
            }
            return try await LoadMeasure.measure { try await append(drafts, to: ledger) }
        }
        say(result.json)
    }

    /// - Returns: how many were recorded; a repetition isn't.
    private func append(_ drafts: [EventDraft], to ledger: Ledger) async throws -> Int {
        let (start, pause) = (ContinuousClock.now, rate.map { Duration.seconds(1 / $0) } ?? .zero)
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var recorded = 0
                    for index in stride(from: caller, to: drafts.count, by: callers) {
                        if pause > .zero { try await Task.sleep(until: start + pause * index) }
                        recorded += try await ledger.append([drafts[index]]).recorded
                    }
                    return recorded
                }
            }
            return try await group.reduce(0, +)
        }
    }
}
