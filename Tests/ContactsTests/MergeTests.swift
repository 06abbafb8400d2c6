import Contacts
import ProjectionTestSupport
import TestSupport
import Testing
import Vocabulary

struct MergeTests {
    private static func link(_ absorbed: Int, _ survivor: Int) -> MergeLink {
        MergeLink(absorbed: Sample.subject(absorbed), survivor: Sample.subject(survivor))
    }

    private static func links(_ pairs: [(Int, Int)]) -> [MergeLink] { pairs.map { link($0.0, $0.1) } }

    @Test(
        arguments: [
            ([], 1, 1, [1]), ([(2, 1)], 1, 1, [1, 2]), ([(2, 1)], 2, 1, [1, 2]),
            // A into B into C, from every place.
            ([(1, 2), (2, 3)], 1, 3, [3, 1, 2]), ([(1, 2), (2, 3)], 2, 3, [3, 1, 2]),
            ([(1, 2), (2, 3)], 3, 3, [3, 1, 2]),
            ([(1, 5), (2, 5), (3, 2), (8, 9)], 3, 5, [5, 1, 2, 3]), ([(1, 5), (8, 9)], 9, 9, [9, 8]),
        ] as [([(Int, Int)], Int, Int, [Int])])
    func `a group is all that was merged, directly or not`(
        links: [(Int, Int)], subject: Int, root: Int, members: [Int]
    ) {
        let group = ContactGroup(of: Sample.subject(subject), links: Self.links(links))
        #expect(group.root == Sample.subject(root))
        #expect(group.members == members.map(Sample.subject))
    }

    @Test func `a circle, which can't be, keeps nobody forever`() {
        let group = ContactGroup(of: Sample.subject(1), links: Self.links([(1, 2), (2, 3), (3, 1)]))
        #expect(Set(group.members) == Set([1, 2, 3].map(Sample.subject)))
    }

    @Test(
        arguments: [
            ([], 2, 1, .record), ([(2, 1)], 2, 1, .done), ([(2, 3)], 2, 1, .elsewhere(Sample.subject(3))),
            // What stays may be part of a third one, and what goes may have parts.
            ([(1, 3)], 2, 1, .record), ([(4, 2)], 2, 1, .record),
            // B is part of A, so A can't become part of B, nor of what is part of B.
            ([(2, 1)], 1, 2, .circle), ([(2, 1), (3, 2)], 1, 3, .circle),
        ] as [([(Int, Int)], Int, Int, MergeDecision)])
    func `a merge is recorded when it can be so`(
        links: [(Int, Int)], absorbed: Int, survivor: Int, decision: MergeDecision
    ) {
        #expect(
            MergeDecision.merge(Sample.subject(absorbed), into: Sample.subject(survivor), links: Self.links(links))
                == decision)
    }

    @Test(
        arguments: [
            ([(2, 1)], 2, 1, .record), ([], 2, 1, .done), ([(2, 3)], 2, 1, .elsewhere(Sample.subject(3))),
            ([(2, 1), (1, 3)], 2, 1, .record),
        ] as [([(Int, Int)], Int, Int, MergeDecision)])
    func `a merge is undone where it was made`(
        links: [(Int, Int)], absorbed: Int, survivor: Int, decision: MergeDecision
    ) {
        #expect(
            MergeDecision.unmerge(Sample.subject(absorbed), from: Sample.subject(survivor), links: Self.links(links))
                == decision)
    }

    @Test func `a link is as was said last, and is undone only where it was made`() throws {
        var sample = Sample()
        let key = MergeKey(tenant: .default, absorbed: Sample.subject(2))
        var facts = [sample.next(Sample.merged(2), of: 1, at: 9)]
        func state() throws -> MergeState? { try MergeFold().states(after: facts)[key] }
        #expect(try state()?.isMerged == true)
        #expect(try state()?.survivor == Sample.subject(1))
        facts.append(sample.next(Sample.unmerged(2), of: 3))
        #expect(try state()?.isMerged == true)
        facts.append(sample.next(Sample.unmerged(2), of: 1))
        #expect(try state()?.isMerged == false)
        facts.append(facts[0])
        #expect(try state()?.isMerged == false)
        facts.append(sample.next(Sample.merged(2), of: 3))
        #expect(try state()?.survivor == Sample.subject(3))
        #expect(try MergeFold().states(after: [sample.next(Sample.updated())]).isEmpty)
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max), 51, 52])
    func `no row but a link and the timeline knows that contacts were ever merged`(seed: UInt64) throws {
        var (history, generator) = (FactHistory(seed: seed), SeededGenerator(seed: seed))
        let plain = history.next(300)
        var mixed: [RecordedFact] = []
        for fact in plain {
            mixed.append(fact)
            guard generator.below(5) == 0 else { continue }
            let absorbed = SubjectID(high: 2, low: UInt64(generator.below(6)))
            let isMerge = generator.below(2) == 0
            let change: Fact =
                isMerge
                ? .contactMerged(ContactMerged(absorbed: absorbed))
                : .contactUnmerged(ContactUnmerged(absorbed: absorbed))
            mixed.append(RecordedFact(event: fact.event, fact: change))
        }
        #expect(mixed.count > plain.count)
        #expect(try ProfileFold().states(after: mixed) == ProfileFold().states(after: plain), "seed \(seed)")
        #expect(try IdentifierFold().states(after: mixed) == IdentifierFold().states(after: plain), "seed \(seed)")
    }
}
