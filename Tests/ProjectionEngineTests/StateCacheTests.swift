import Inbox
import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

@testable import ProjectionEngine

struct StateCacheTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func `every split of a history into batches gives the same rows`(seed: UInt64) throws {
        try check(ConversationFold(), seed)
        try check(MessageFold(), seed)
        try check(NoteFold(), seed)
    }

    private func check<F: Fold>(_ fold: F, _ seed: UInt64) throws {
        var history = FactHistory(seed: seed)
        var generator = SeededGenerator(seed: ~seed)
        let facts = history.next(400)
        let expected = try fold.states(after: facts)
        var stored: [F.Key: F.State] = [:]
        var rest = facts[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(1 + generator.below(60)))
            rest = rest.dropFirst(batch.count)
            var cache = StateCache(fold)
            let touches = cache.touch(batch)
            cache.hold(touches.new.compactMap { key in stored[key].map { (key, $0) } })
            try cache.apply(touches, of: batch)
            stored.write(cache.changes)
        }
        #expect(stored == expected, "seed \(seed)")
    }

    @Test(arguments: [11, 12, 13, 14])
    func `folding a stretch again changes nothing`(seed: UInt64) throws {
        var history = FactHistory(seed: seed)
        let facts = history.next(200)
        let once = try ConversationFold().states(after: facts)
        #expect(try ConversationFold().states(after: facts, from: once) == once, "seed \(seed)")
        let messages = try MessageFold().states(after: facts)
        #expect(try MessageFold().states(after: facts, from: messages) == messages, "seed \(seed)")
    }

    @Test func `only what has changed is written`() throws {
        let key = TallyKey(tenant: .default, conversation: ConversationID(high: 0, low: 1))
        var cache = StateCache(TallyFold())
        cache.hold([(key, TallyState(count: 3, last: "old"))])
        #expect(cache.changes.updated.isEmpty)
        try cache.apply([note("new", at: 0, on: 1), note("first", at: 1, on: 2), note("clear", at: 2, on: 3)])
        let changes = cache.changes
        #expect(changes.updated.map(\.1) == [TallyState(count: 4, last: "new")])
        #expect(changes.added.map(\.1) == [TallyState(count: 1, last: "first")])
        // A row that came and went within the batch was never there.
        #expect(changes.removed.isEmpty)
    }

    @Test func `a row that is taken away is removed, and may come again`() throws {
        let key = TallyKey(tenant: .default, conversation: ConversationID(high: 0, low: 1))
        var cache = StateCache(TallyFold())
        cache.hold([(key, TallyState(count: 3, last: "old"))])
        try cache.apply([note("clear", at: 0, on: 1)])
        #expect(cache.changes.removed == [key])
        try cache.apply([note("again", at: 1, on: 1)])
        #expect(cache.changes.removed.isEmpty)
        #expect(cache.changes.updated.map(\.1) == [TallyState(count: 1, last: "again")])
    }

    @Test func `a poisoned fact is named, and those before it are folded`() throws {
        var cache = StateCache(TallyFold())
        let facts = [note("a", at: 7, on: 1), note("poison", at: 8, on: 2), note("b", at: 9, on: 1)]
        let poison = #expect(throws: PoisonedFact.self) { try cache.apply(facts) }
        #expect(poison?.position == Position(8))
        #expect(poison?.reason == "tally: Poison")
        #expect(cache.changes.added.map(\.1) == [TallyState(count: 1, last: "a")])
    }

    @Test func `a row is as the facts before a poisoned one left it`() throws {
        let key = TallyKey(tenant: .default, conversation: ConversationID(high: 0, low: 1))
        var cache = StateCache(TallyFold())
        cache.hold([(key, TallyState(count: 3, last: "old"))])
        let facts = [note("new", at: 7, on: 1), note("poison", at: 8, on: 1), note("later", at: 9, on: 1)]
        #expect(throws: PoisonedFact.self) { try cache.apply(facts) }
        #expect(cache.changes.updated.map(\.1) == [TallyState(count: 4, last: "new")])
    }

    @Test(arguments: [1, 3, 7, 8, 100])
    func `portions of rows have all of them, in their order`(count: Int) throws {
        var cache = StateCache(TallyFold())
        try cache.apply((1...8).map { note("\($0)", at: Int64($0), on: UInt64($0)) })
        // One that came and went has a place, but no row.
        try cache.apply([note("clear", at: 9, on: 5)])
        let portions = Array(cache.changes.added.portions(of: count))
        #expect(portions.flatMap { $0.map(\.1.last) } == ["1", "2", "3", "4", "6", "7", "8"])
        #expect(portions.allSatisfy { !$0.isEmpty && Array($0).count <= count })
    }

    @Test func `the rows that were touched last are kept, and never more than asked for`() throws {
        var cache = StateCache(TallyFold())
        try cache.apply((1...8).map { note("first", at: Int64($0), on: UInt64($0)) })
        try cache.apply([note("again", at: 9, on: 2)])
        let full = cache.weight
        cache.settle(keeping: 1) { _ in Issue.record("All rows are kept.") }
        #expect(cache.count == 8 && cache.weight == full)
        #expect(cache.changes.added.isEmpty && cache.changes.updated.isEmpty)
        var forgotten: [TallyKey] = []
        cache.settle(keeping: 0.5) { forgotten.append($0) }
        #expect(cache.count == 4)
        #expect(forgotten.count == 4)
        #expect(!forgotten.contains(TallyKey(tenant: .default, conversation: ConversationID(high: 0, low: 2))))
        #expect(cache.weight == full / 2)
        #expect(cache.changes.added.isEmpty && cache.changes.updated.isEmpty)
        // What is kept is known to be there, and what was forgotten isn't held.
        try cache.apply([note("kept", at: 10, on: 2)])
        #expect(cache.changes.updated.map(\.1) == [TallyState(count: 3, last: "kept")])
        cache.settle(keeping: 0)
        #expect(cache.count == 0 && cache.weight == 0)
    }

    private func note(_ text: String, at position: Int64, on conversation: UInt64) -> RecordedFact {
        let time = Timestamp(microseconds: position)
        let event = EventHeader(
            position: Position(position), id: EventID(high: 0, low: UInt64(position)), tenant: .default,
            kind: .noteAdded,
            source: .daybook, subject: SubjectID(high: 0, low: 0),
            conversation: ConversationID(high: 0, low: conversation), actor: .system, cause: nil, occurredAt: time,
            recordedAt: time)
        return RecordedFact(
            event: event, fact: .noteAdded(NoteAdded(author: nil, text: text, contact: ContactProfile())))
    }
}

extension StateCache {
    /// Folds facts into what is held already.
    fileprivate mutating func apply(_ facts: [RecordedFact]) throws(PoisonedFact) {
        try apply(touch(facts), of: facts)
    }
}

extension Dictionary {
    /// Does what the database does with changes.
    fileprivate mutating func write<F: Fold>(_ changes: TableChanges<F>) where Key == F.Key, Value == F.State {
        for key in changes.removed { #expect(removeValue(forKey: key) != nil) }
        for (key, state) in changes.added { #expect(updateValue(state, forKey: key) == nil) }
        for (key, state) in changes.updated { #expect(updateValue(state, forKey: key) != nil) }
    }
}
