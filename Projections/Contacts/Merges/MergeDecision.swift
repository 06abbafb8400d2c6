package import Vocabulary

/// What merging or unmerging two contacts comes to, as things stand.
package enum MergeDecision: Hashable, Sendable {
    /// It is so already.
    case done
    /// It can be recorded.
    case record
    /// The contact that stays is part of the other one, or the other one itself.
    case circle
    /// The other contact is part of a third one.
    case elsewhere(SubjectID)

    /// Whether `absorbed` may become part of `survivor`.
    ///
    /// - Parameter links: all that hold within the groups of both.
    package static func merge(_ absorbed: SubjectID, into survivor: SubjectID, links: [MergeLink]) -> MergeDecision {
        if let link = links.first(where: { $0.absorbed == absorbed }) {
            return link.survivor == survivor ? .done : .elsewhere(link.survivor)
        }
        // What is no part of another is the root of its group.
        return ContactGroup(of: survivor, links: links).root == absorbed ? .circle : .record
    }

    /// Whether `absorbed` may stand by itself again; it goes with all that was merged into it.
    package static func unmerge(_ absorbed: SubjectID, from survivor: SubjectID, links: [MergeLink]) -> MergeDecision {
        guard let link = links.first(where: { $0.absorbed == absorbed }) else { return .done }
        return link.survivor == survivor ? .record : .elsewhere(link.survivor)
    }
}
