import Inbox
import Postgres
import ProjectionTestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct HaltTests {
    // The second is refused by a constraint of the table, which doesn't say by which row.
    @Test(arguments: ["poison", "refused"])
    func `an event that can't be folded stops its projection alone, right there`(text: String) async throws {
        try await TestLog.with { log in
            try await log.following(.tally(), InboxProjection.projection) {
                for number in 0..<30 { try await log.note("n\(number)", on: "a") }
                let position = try await log.note(text, on: "b")
                try await log.note("after", on: "c")
                try await log.catchUp(InboxProjection.projection)
                let state = try await log.failed("tally")
                #expect(state.position == position)
                #expect(state.failure?.hasPrefix("the event at position \(position) can't be folded") == true)
                #expect(try await log.tallies() == ["n29": 30])
            }
        }
    }

    @Test func `code that can fold the event goes on after a restart`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.note("poison", on: "a")
            try await log.following(.tally()) { _ = try await log.failed("tally") }
            let mended = Projection.tally(refusesPoison: false)
            try await log.following(mended) { try await log.catchUp(mended) }
            #expect(try await log.tallies() == ["poison": 2])
            #expect(try await log.store.state(of: "tally")?.failure == nil)
        }
    }

    @Test func `tables of another version stay as they are until they are rebuilt`() async throws {
        try await TestLog.with { log in
            try await log.note("one", on: "a")
            try await log.following(.tally()) { try await log.catchUp(.tally()) }
            let next = Projection.tally(version: 2)
            try await log.following(next) {
                let position = try await log.note("two", on: "a")
                // Long enough for a follower that doesn't care.
                await #expect(throws: ProjectionError.self) {
                    try await log.store.wait(for: "tally", until: position, atMost: .milliseconds(300))
                }
                #expect(try await log.tallies() == ["one": 1])
                let report = try await log.rebuild(next).run()
                #expect(report.version == 2)
                #expect(try await log.tallies() == ["two": 2])
                let last = try await log.note("three", on: "a")
                try await log.store.wait(for: "tally", until: last, atMost: .seconds(10))
            }
            #expect(try await log.tallies() == ["three": 3])
        }
    }
}

extension TestLog {
    /// Waits until a projection has stopped.
    func failed(_ name: String) async throws -> ProjectionState {
        for _ in 0..<1000 {
            if let state = try await store.state(of: name), state.failure != nil { return state }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw ProjectionError(.behind, "The projection \(name) hasn't stopped.")
    }
}
