import Testing

@testable import Server

struct TurnTests {
    private actor Journal {
        var running = 0
        var most = 0
        var done = 0

        func begin() {
            running += 1
            most = max(most, running)
        }

        func end() {
            running -= 1
            done += 1
        }
    }

    private struct Broken: Error {}

    @Test func `One at a time, whoever fails`() async {
        let (turn, journal) = (Turn(), Journal())
        await withTaskGroup { group in
            for number in 0..<50 {
                group.addTask {
                    try? await turn.take {
                        await journal.begin()
                        await Task.yield()
                        await journal.end()
                        if number.isMultiple(of: 3) { throw Broken() }
                    }
                }
            }
        }
        #expect(await journal.most == 1)
        #expect(await journal.done == 50)
    }
}
