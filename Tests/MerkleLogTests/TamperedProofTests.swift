import Cryptography
import MerkleLog
import TestSupport
import Testing

struct TamperedProofTests {
    @Test func `a tampered inclusion proof is refused`() throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: 70)
        var accepted: [String] = []
        for size in 1...70 {
            let root = tree.root(size)
            for index in 0..<size {
                let proof = tree.path(index, 0..<size)
                let leaf = tree.leaves[index]
                func verify(_ leaf: Hash256, _ index: Int, _ size: Int, _ proof: [Hash256], _ root: Hash256) -> Bool {
                    MerkleTree.verifyInclusion(
                        leaf: leaf, index: Int64(index), size: Int64(size), proof: proof, root: root)
                }
                for (what, tampered) in tampered(proof, with: root, using: &random)
                where verify(leaf, index, size, tampered, root) {
                    accepted.append("\(index) in \(size): \(what)")
                }
                for other in 0...(size + 1) where other != index {
                    if verify(leaf, other, size, proof, root) { accepted.append("\(index) in \(size) as \(other)") }
                }
                for other in max(1, size - 3)...min(70, size + 3) where other != size {
                    if verify(leaf, index, other, proof, tree.root(other)) {
                        accepted.append("\(index) in \(size) in \(other)")
                    }
                }
                if verify(flipped(leaf, using: &random), index, size, proof, root) { accepted.append("leaf") }
                if verify(leaf, index, size, proof, flipped(root, using: &random)) { accepted.append("root") }
            }
        }
        #expect(accepted.isEmpty, random.comment)
    }

    @Test func `an inclusion proof is refused for a size whose proofs have another length`() throws {
        var tree = ReferenceTree(count: 40)
        var accepted: [String] = []
        for size in 1...40 {
            for index in 0..<size {
                let proof = tree.path(index, 0..<size)
                for other in 1...40 where other != size {
                    let hasOtherLength = other <= index || tree.path(index, 0..<other).count != proof.count
                    if hasOtherLength
                        && MerkleTree.verifyInclusion(
                            leaf: tree.leaves[index], index: Int64(index), size: Int64(other), proof: proof,
                            root: tree.root(size))
                    {
                        accepted.append("\(index) in \(size) in \(other)")
                    }
                }
            }
        }
        #expect(accepted.isEmpty)
    }

    @Test func `a tampered consistency proof is refused`() throws {
        var random = SeededGenerator()
        var tree = ReferenceTree(count: 70)
        var accepted: [String] = []
        for newSize in 1...70 {
            let newRoot = tree.root(newSize)
            for oldSize in 1...newSize {
                let oldRoot = tree.root(oldSize)
                let proof = tree.proof(oldSize, newSize)
                func verify(
                    _ oldSize: Int, _ oldRoot: Hash256, _ newSize: Int, _ newRoot: Hash256, _ proof: [Hash256]
                ) -> Bool {
                    MerkleTree.verifyConsistency(
                        oldSize: Int64(oldSize), oldRoot: oldRoot, newSize: Int64(newSize), newRoot: newRoot,
                        proof: proof)
                }
                for (what, tampered) in tampered(proof, with: oldRoot, using: &random)
                where verify(oldSize, oldRoot, newSize, newRoot, tampered) {
                    accepted.append("\(oldSize) to \(newSize): \(what)")
                }
                for other in 0...(newSize + 1) where other != oldSize {
                    if verify(other, oldRoot, newSize, newRoot, proof) {
                        accepted.append("\(oldSize) to \(newSize) from \(other)")
                    }
                }
                for other in max(1, newSize - 3)...min(70, newSize + 3) where other != newSize {
                    if verify(oldSize, oldRoot, other, tree.root(other), proof) {
                        accepted.append("\(oldSize) to \(newSize) to \(other)")
                    }
                }
                if verify(oldSize, flipped(oldRoot, using: &random), newSize, newRoot, proof) {
                    accepted.append("old root")
                }
                if verify(oldSize, oldRoot, newSize, flipped(newRoot, using: &random), proof) {
                    accepted.append("new root")
                }
            }
        }
        #expect(accepted.isEmpty, random.comment)
    }

    /// The proof with each hash flipped in a bit, dropped, doubled, swapped with the next; with hashes added; reversed.
    private func tampered(
        _ proof: [Hash256], with stranger: Hash256, using random: inout SeededGenerator
    ) -> [(String, [Hash256])] {
        var all: [(String, [Hash256])] = [("added first", [stranger] + proof), ("added last", proof + [stranger])]
        for place in proof.indices {
            var other = proof
            other[place] = flipped(proof[place], using: &random)
            all.append(("bit flipped in \(place)", other))
            other = proof
            other.remove(at: place)
            all.append(("\(place) dropped", other))
            other = proof
            other.insert(proof[place], at: place)
            all.append(("\(place) doubled", other))
            if place + 1 < proof.count {
                other = proof
                other.swapAt(place, place + 1)
                all.append(("\(place) swapped", other))
            }
        }
        if proof.count > 1 { all.append(("reversed", proof.reversed())) }
        return all
    }

    private func flipped(_ hash: Hash256, using random: inout SeededGenerator) -> Hash256 {
        var bytes = hash.bytes
        bytes[Int.random(in: 0..<32, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        return Hash256(bytes) ?? .zero
    }
}
