import Cryptography
import MerkleLog
import TestSupport
import Testing

struct CompactRangeTests {
    @Test func `its root is the recursive definition's at every size`() throws {
        var tree = ReferenceTree(count: 1100)
        var range = CompactRange()
        #expect(range.root == MerkleTree.emptyRoot)
        for (index, leaf) in tree.leaves.enumerated() {
            range.append(leaf)
            #expect(range.size == Int64(index + 1))
            #expect(range.root == tree.root(index + 1), "size \(index + 1)")
            #expect(range.hashes == NodeCoordinate.edge(ofSize: range.size).map { tree.node($0) })
        }
    }

    @Test func `appending in batches, with a trip through bytes between them, changes nothing`() throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: 5000)
        var range = CompactRange()
        while range.size < 5000 {
            let start = Int(range.size)
            let end = min(5000, start + Int.random(in: 1...300, using: &random))
            range.append(contentsOf: Array(tree.leaves[start..<end]))
            #expect(range.root == tree.root(end), random.comment)
            #expect(range.bytes.count == 32 * range.hashes.count)
            range = try CompactRange(size: range.size, bytes: range.bytes)
        }
    }

    @Test func `whole subtrees can be appended, and the end taken off down to one`() throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: 3000)
        var range = CompactRange()
        while range.size < 3000 {
            // The largest that may follow, or a smaller one.
            let largest = min(range.size == 0 ? 11 : range.size.trailingZeroBitCount, 11)
            let level = Int.random(in: 0...largest, using: &random)
            guard range.size + (1 << level) <= 3000 else { continue }
            range.append(
                subtree: tree.node(NodeCoordinate(level: level, index: range.size >> level)), level: level)
            #expect(range.root == tree.root(Int(range.size)), random.comment)
            for level in [0, 1, 4, 8] {
                let size = (range.size >> level) << level
                #expect(range.truncated(toMultipleOf: level).size == size)
                #expect(range.truncated(toMultipleOf: level).root == tree.root(Int(size)), random.comment)
            }
        }
    }

    @Test func `it can be made from a source of nodes`() throws {
        var tree = ReferenceTree(count: 200)
        for size in 0...200 {
            #expect(try CompactRange(size: Int64(size)) { tree.node($0) }.root == tree.root(size))
        }
    }

    @Test(arguments: [(-1, 0), (-1, 64), (0, 1), (1, 0), (1, 2), (7, 2), (8, 3), (.max, 62)] as [(Int64, Int)])
    func `hashes that don't fit the size are refused`(size: Int64, count: Int) {
        let hashes = [Hash256](repeating: .zero, count: count)
        expectError(.outOfRange) { try CompactRange(size: size, hashes: hashes) }
        expectError(.outOfRange) { try CompactRange(size: size, bytes: [UInt8](repeating: 0, count: count * 32)) }
    }

    @Test(arguments: [1, 31, 33, 63])
    func `bytes that aren't whole hashes are refused`(count: Int) {
        expectError(.outOfRange) { try CompactRange(size: 1, bytes: [UInt8](repeating: 0, count: count)) }
    }

    @Test func `a negative size is refused before the source is asked`() {
        expectError(.outOfRange) { try CompactRange(size: -5) { _ in .zero } }
    }
}
