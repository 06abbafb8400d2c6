import FoundationEssentials
import Testing

extension EndToEnd {
    /// How much `serve` lets glibc spread its heap.
    @Suite struct HeapTests {
        @Test func `threads share one heap beside the main one, unless the operator wants otherwise`() async throws {
            try await Installation.with { installation in
                let own = try await Self.arenas(installation, changes: [:])
                #expect(own <= 1)
                let wanted = try await Self.arenas(installation, changes: ["MALLOC_ARENA_MAX": "16"])
                #expect(wanted > 1)
            }
        }

        /// How many arenas a server under some load has beside the main one. Each lies in mappings of 64 MiB, aligned to their size, of
        /// which it makes as much readable as it needs (glibc's malloc/arena.c: HEAP_MAX_SIZE).
        private static func arenas(_ installation: Installation, changes: [String: String?]) async throws -> Int {
            try await Server.with(installation, changes: changes) { server in
                #expect(await Load(seed: UInt64(changes.count)).sendOnce(0..<64, to: server).count == 64)
                let maps = try String(contentsOfFile: "/proc/\(server.process.id)/maps", encoding: .utf8)
                let ranges = maps.split(separator: "\n").compactMap(Self.range)
                return zip(ranges, ranges.dropFirst()).count { used, reserved in
                    used.isUsed && !reserved.isUsed && used.start % heap == 0 && used.end == reserved.start
                        && reserved.end - used.start == heap
                }
            }
        }

        private static let heap: UInt64 = 64 << 20

        /// A line of proc_pid_maps(5).
        private static func range(_ line: Substring) -> (start: UInt64, end: UInt64, isUsed: Bool)? {
            let fields = line.split(separator: " ")
            let bounds = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard fields.count > 1, bounds.count == 2 else { return nil }
            return (bounds[0], bounds[1], fields[1].hasPrefix("rw"))
        }
    }
}
