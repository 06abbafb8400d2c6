import Testing

@testable import Ledger

struct HeadWatcherTests {
    @Test func `who asks for less than is known has the answer at once`() async {
        let watcher = HeadWatcher()
        watcher.advance(to: 5)
        #expect(await watcher.wait(beyond: 4, atMost: .seconds(600)) == 5)
        #expect(watcher.size == 5)
    }

    @Test func `the log never gets smaller`() {
        let watcher = HeadWatcher()
        watcher.advance(to: 5)
        watcher.advance(to: 3)
        #expect(watcher.size == 5)
    }

    @Test func `the log is as small as the database says when it has gone back`() {
        let watcher = HeadWatcher()
        watcher.advance(to: 5)
        watcher.retreat(to: 3)
        #expect(watcher.size == 3)
        watcher.advance(to: 4)
        #expect(watcher.size == 4)
    }

    @Test func `the time being over, what is known by then comes back`() async {
        let watcher = HeadWatcher()
        watcher.advance(to: 2)
        #expect(await watcher.wait(beyond: 2, atMost: .milliseconds(1)) == 2)
    }

    @Test func `everybody who waits for less is woken, by every step`() async {
        let watcher = HeadWatcher()
        await withTaskGroup(of: Bool.self) { group in
            for size in 0..<200 {
                group.addTask { await watcher.wait(beyond: Int64(size), atMost: .seconds(600)) > Int64(size) }
            }
            for size in 1...200 {
                watcher.advance(to: Int64(size))
                await Task.yield()
            }
            for await isBeyond in group { #expect(isBeyond) }
        }
    }

    @Test func `who is cancelled stops waiting`() async {
        let watcher = HeadWatcher()
        await withTaskGroup(of: Int64.self) { group in
            for _ in 0..<100 { group.addTask { await watcher.wait(beyond: 0, atMost: .seconds(600)) } }
            await Task.yield()
            group.cancelAll()
            for await size in group { #expect(size == 0) }
        }
    }
}
