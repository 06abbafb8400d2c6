import Testing

@testable import Ledger

struct BatchQueueTests {
    private actor ServedBatches {
        private(set) var batches: [[Int]] = []

        func append(_ batch: [Int]) {
            batches.append(batch)
        }
    }

    private static func queue(
        batch: Int = 10, waiting: Int = 100, patience: Duration = .seconds(60), spacing: Duration = .zero
    ) -> BatchQueue<Int, Int> {
        BatchQueue(BatchQueueLimits(batch: batch, waiting: waiting, patience: patience, spacing: spacing))
    }

    /// Runs `body` while the queue serves, doubling what it is given, and gives back the batches that were served.
    private static func serving(
        _ queue: BatchQueue<Int, Int>, _ body: () async throws -> Void
    ) async throws -> [[Int]] {
        let served = ServedBatches()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                await queue.run { batch in
                    await served.append(batch)
                    return batch.map { .success(2 * $0) }
                }
            }
            defer { queue.close() }
            try await body()
        }
        return await served.batches
    }

    /// Waits until a queue holds so many.
    private static func fill(_ queue: BatchQueue<Int, Int>, to depth: Int) async {
        while queue.depth < depth { await Task.yield() }
    }

    @Test func `everybody gets the own answer, and batches keep to their limit`() async throws {
        let queue = Self.queue(waiting: 1000)
        let batches = try await Self.serving(queue) {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<500 {
                    group.addTask { try await queue.submit(number) == 2 * number }
                }
                for try await isOwn in group { #expect(isOwn) }
            }
        }
        #expect(batches.allSatisfy { (1...10).contains($0.count) })
        #expect(batches.joined().sorted() == Array(0..<500))
        #expect(queue.depth == 0)
    }

    @Test func `what came first is served first`() async throws {
        let queue = Self.queue(batch: 4)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                group.addTask { _ = try await queue.submit(number) }
                await Self.fill(queue, to: number + 1)
            }
            let batches = try await Self.serving(queue) { try await group.waitForAll() }
            #expect(batches == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])
        }
    }

    @Test func `one too many is refused as overloaded, and the others are still served`() async throws {
        let queue = Self.queue(waiting: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<3 { group.addTask { _ = try await queue.submit(number) } }
            await Self.fill(queue, to: 3)
            let error = await #expect(throws: LedgerError.self) { try await queue.submit(3) }
            #expect(error?.code == .overloaded)
            let batches = try await Self.serving(queue) { try await group.waitForAll() }
            #expect(batches.joined().count == 3)
        }
    }

    @Test func `who has waited too long is told so, and isn't served any more`() async throws {
        let queue = Self.queue(patience: .seconds(60))
        await withTaskGroup(of: LedgerError?.self) { group in
            for number in 0..<3 {
                group.addTask {
                    do throws(LedgerError) {
                        _ = try await queue.submit(number)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            await Self.fill(queue, to: 3)
            queue.expire(now: .now)
            #expect(queue.depth == 3)
            queue.expire(now: .now + .seconds(61))
            for await error in group { #expect(error?.code == .unavailable) }
        }
        #expect(queue.depth == 0)
        let batches = try await Self.serving(queue) {
            let answer = try await queue.submit(7)
            #expect(answer == 14)
        }
        #expect(batches == [[7]])
    }

    @Test func `an answer that comes too late is not heard, and does no harm`() async throws {
        let queue = Self.queue(batch: 1)
        let gate = AsyncStream<Void>.makeStream()
        await withDiscardingTaskGroup { group in
            group.addTask {
                await queue.run { batch in
                    for await _ in gate.stream { break }
                    return batch.map { .success($0) }
                }
            }
            group.addTask {
                let error = await #expect(throws: LedgerError.self) { try await queue.submit(1) }
                #expect(error?.code == .unavailable)
                gate.continuation.yield()
                gate.continuation.yield()
                #expect(await (try? queue.submit(2)) == 2)
                queue.close()
            }
            await Self.fill(queue, to: 1)
            queue.expire(now: .now + .seconds(61))
        }
        #expect(queue.depth == 0)
    }

    @Test func `a caller that is cancelled is still answered`() async throws {
        let queue = Self.queue()
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await queue.submit(4) }
            await Self.fill(queue, to: 1)
            group.cancelAll()
            _ = try await Self.serving(queue) {
                let answer = try await group.next()
                #expect(answer == 8)
            }
        }
    }

    @Test func `a queue that closes serves what it has taken, and takes no more`() async throws {
        let queue = Self.queue()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<25 { group.addTask { try await queue.submit(number) } }
            await Self.fill(queue, to: 25)
            queue.close()
            let error = await #expect(throws: LedgerError.self) { try await queue.submit(99) }
            #expect(error?.code == .unavailable)
            _ = try await Self.serving(queue) {}
            #expect(try await group.reduce(0, +) == (0..<25).reduce(0) { $0 + 2 * $1 })
        }
        #expect(queue.depth == 0)
    }

    @Test func `the worker is woken each time, and never sleeps through a request`() async throws {
        let queue = Self.queue()
        _ = try await Self.serving(queue) {
            for number in 0..<2000 {
                let answer = try await queue.submit(number)
                #expect(answer == 2 * number)
            }
        }
    }

    @Test func `requests that come in numbers come together, until the last batch began long enough ago`() async throws
    {
        let queue = Self.queue(spacing: .seconds(3))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<2 { group.addTask { _ = try await queue.submit(number) } }
            await Self.fill(queue, to: 2)
            let batches = try await Self.serving(queue) {
                try await group.waitForAll()
                for number in 2..<5 {
                    group.addTask { _ = try await queue.submit(number) }
                    await Self.fill(queue, to: number - 1)
                }
                try await group.waitForAll()
            }
            #expect(batches.map(Set.init) == [[0, 1], [2, 3, 4]])
        }
    }

    @Test(.timeLimit(.minutes(1))) func `who asks alone isn't kept waiting for others`() async throws {
        let queue = Self.queue(spacing: .seconds(3600))
        let batches = try await Self.serving(queue) {
            for number in 0..<3 { _ = try await queue.submit(number) }
        }
        #expect(batches == [[0], [1], [2]])
    }

    @Test(.timeLimit(.minutes(1))) func `when enough are waiting they aren't kept for more`() async throws {
        let queue = Self.queue(batch: 20, spacing: .seconds(3600))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 { group.addTask { _ = try await queue.submit(number) } }
            await Self.fill(queue, to: 40)
            let batches = try await Self.serving(queue) { try await group.waitForAll() }
            #expect(batches.map(\.count) == [20, 20])
        }
    }
}
