import Curl
import Testing
import Vocabulary

@testable import DaybookClient

@Suite struct WriteQueueTests {
    private static let start = ContinuousClock.now

    private static func write(_ number: UInt64, _ session: String = "a", bytes: Int = 10) -> PendingWrite {
        PendingWrite(
            number: number, session: session, method: .post, path: "/p", body: Array(repeating: 0x20, count: bytes),
            key: "", madeAt: Timestamp(microseconds: 0))
    }

    private static func queue(_ writes: PendingWrite..., maximumWrites: Int = 100, maximumBytes: Int = 1000)
        -> WriteQueue
    {
        var queue = WriteQueue(maximumWrites: maximumWrites, maximumBytes: maximumBytes)
        for write in writes { queue.restore(write) }
        return queue
    }

    @Test func `the first of a conversation is delivered by its caller, later ones stand behind it`() {
        var queue = Self.queue()
        #expect(queue.admit(Self.write(1)) == .first)
        #expect(queue.admit(Self.write(2)) == .behind)
        #expect(queue.admit(Self.write(3, "b")) == .first)
        // All are owned by their callers.
        #expect(queue.claim(at: Self.start) == .nothing(until: nil))
    }

    @Test func `when the head is done the next one's caller has his turn, or else the background`() {
        var queue = Self.queue()
        for number in UInt64(1)...3 { _ = queue.admit(Self.write(number)) }
        for number in UInt64(2)...3 { #expect(queue.keep(Self.write(number)) == true) }
        queue.startAwaiting(Self.write(2))
        #expect(queue.finish(Self.write(1)).next == .turn(2))
        #expect(queue.stopAwaiting(Self.write(2)) == true)
        #expect(queue.stopAwaiting(Self.write(3)) == false)
        #expect(queue.finish(Self.write(2)).next == .waiting)
        #expect(queue.claim(at: Self.start) == .write(Self.write(3)))
        #expect(queue.claim(at: Self.start) == .nothing(until: nil))
        #expect(queue.finish(Self.write(3)).next == .empty)
        #expect(queue.isEmpty)
    }

    @Test func `what isn't on the disk yet isn't taken by the background`() {
        var queue = Self.queue(Self.write(1))
        _ = queue.admit(Self.write(2))
        #expect(queue.claim(at: Self.start) == .write(Self.write(1)))
        #expect(queue.finish(Self.write(1)).next == .waiting)
        #expect(queue.claim(at: Self.start) == .nothing(until: nil))
        #expect(queue.keep(Self.write(2)) == true)
        #expect(queue.claim(at: Self.start) == .write(Self.write(2)))
    }

    @Test func `the oldest goes first, and one that failed lets other conversations pass`() {
        var queue = Self.queue(Self.write(1), Self.write(3), Self.write(2, "b"))
        #expect(queue.claim(at: Self.start) == .write(Self.write(1)))
        #expect(queue.fail("a", isServersFault: false) { _ in Self.start + .seconds(5) } == [])
        #expect(queue.admit(Self.write(4)) == .left)
        #expect(queue.claim(at: Self.start) == .write(Self.write(2, "b")))
        #expect(queue.claim(at: Self.start) == .nothing(until: Self.start + .seconds(5)))
        // What stood behind the one that failed still does.
        #expect(queue.claim(at: Self.start + .seconds(5)) == .write(Self.write(1)))
        #expect(queue.finish(Self.write(1)) == (.waiting, true))
        // Nor does anybody wait for what the background has to do.
        #expect(queue.admit(Self.write(5)) == .left)
    }

    @Test func `who waits is told when the head fails`() {
        var queue = Self.queue()
        for number in UInt64(1)...3 { _ = queue.admit(Self.write(number)) }
        queue.startAwaiting(Self.write(2))
        queue.startAwaiting(Self.write(3))
        #expect(queue.fail("a", isServersFault: true) { _ in Self.start } == [2, 3])
        #expect(queue.stopAwaiting(Self.write(2)) == false)
    }

    @Test(arguments: [(writes: 2, bytes: 1000), (writes: 100, bytes: 25)])
    func `a full queue takes no more, and tries what it can't keep once`(writes: Int, bytes: Int) {
        var queue = Self.queue(maximumWrites: writes, maximumBytes: bytes)
        #expect(queue.admit(Self.write(1)) == .first)
        #expect(queue.admit(Self.write(2)) == .behind)
        #expect(queue.admit(Self.write(3)) == .full)
        #expect(queue.admit(Self.write(4, "b")) == .unkept)
        #expect(queue.finish(Self.write(4, "b")).next == .empty)
        #expect((queue.count, queue.bytes) == (2, 20))
        #expect(queue.finish(Self.write(1)).next == .waiting)
        #expect(queue.admit(Self.write(5)) == .behind)
    }

    @Test func `what couldn't be written down leaves no trace`() {
        var queue = Self.queue(Self.write(1))
        _ = queue.admit(Self.write(2))
        queue.withdraw(Self.write(2))
        queue.withdraw(Self.write(1))
        #expect(queue.isEmpty)
        #expect(queue.claim(at: Self.start) == .nothing(until: nil))
        #expect(queue.keep(Self.write(2)) == false)
    }
}
