import Cryptography
import MerkleLog

/// The recursive definitions of RFC 6962 §2.1, as they are written there: what everything else is held against.
struct ReferenceTree {
    let leaves: [Hash256]
    // Only so that thousands of proofs of one tree take no time; the definitions don't depend on it.
    private var known: [Range<Int>: Hash256] = [:]

    init(leaves: [Hash256]) {
        self.leaves = leaves
    }

    /// A tree of leaves whose data is their index in decimal.
    init(count: Int) {
        self.init(leaves: (0..<count).map { MerkleTree.leafHash(Array(String($0).utf8)) })
    }

    /// MTH(D[range]).
    mutating func hash(_ range: Range<Int>) -> Hash256 {
        if range.isEmpty { return SHA256.hash([UInt8]()) }
        if range.count == 1 { return leaves[range.lowerBound] }
        if let hash = known[range] { return hash }
        let middle = range.lowerBound + Self.split(range.count)
        let left = hash(range.lowerBound..<middle)
        let right = hash(middle..<range.upperBound)
        let hash = SHA256.hash([0x01] + left.bytes + right.bytes)
        known[range] = hash
        return hash
    }

    /// MTH(D[size]).
    mutating func root(_ size: Int) -> Hash256 {
        hash(0..<size)
    }

    /// PATH(index, D[range]).
    mutating func path(_ index: Int, _ range: Range<Int>) -> [Hash256] {
        if range.count == 1 { return [] }
        let k = Self.split(range.count)
        let middle = range.lowerBound + k
        return if index < k {
            path(index, range.lowerBound..<middle) + [hash(middle..<range.upperBound)]
        } else {
            path(index - k, middle..<range.upperBound) + [hash(range.lowerBound..<middle)]
        }
    }

    /// PROOF(oldSize, D[newSize]); nothing for the empty tree, which the RFC doesn't speak of.
    mutating func proof(_ oldSize: Int, _ newSize: Int) -> [Hash256] {
        oldSize == 0 ? [] : subproof(oldSize, 0..<newSize, true)
    }

    private mutating func subproof(_ m: Int, _ range: Range<Int>, _ isWhole: Bool) -> [Hash256] {
        if m == range.count { return isWhole ? [] : [hash(range)] }
        let k = Self.split(range.count)
        let middle = range.lowerBound + k
        return if m <= k {
            subproof(m, range.lowerBound..<middle, isWhole) + [hash(middle..<range.upperBound)]
        } else {
            subproof(m - k, middle..<range.upperBound, false) + [hash(range.lowerBound..<middle)]
        }
    }

    /// The root of a complete subtree.
    mutating func node(_ node: NodeCoordinate) -> Hash256 {
        hash(Int(node.index) << node.level..<(Int(node.index) + 1) << node.level)
    }

    /// The largest power of two less than `count`.
    private static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}
