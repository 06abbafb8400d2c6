package import Vocabulary

/// A link between two contacts: one was merged into the other.
package struct MergeLink: Hashable, Sendable {
    package let absorbed: SubjectID
    package let survivor: SubjectID

    package init(absorbed: SubjectID, survivor: SubjectID) {
        self.absorbed = absorbed
        self.survivor = survivor
    }
}

/// Contacts that were merged, directly or by way of others.
package struct ContactGroup: Hashable, Sendable {
    /// The contact that stays.
    package let root: SubjectID
    /// All of them, the root first, the others in order.
    package let members: [SubjectID]

    /// The group of a contact.
    ///
    /// - Parameter links: all that hold within the group.
    package init(of subject: SubjectID, links: [MergeLink]) {
        let survivors = Dictionary(links.map { ($0.absorbed, $0.survivor) }) { first, _ in first }
        let parts = Dictionary(grouping: links, by: \.survivor)
        var root = subject
        var way: Set<SubjectID> = []
        // Merges that would close a circle are refused, and a circle would have no root: it must not keep a reader forever.
        while let survivor = survivors[root], way.insert(root).inserted { root = survivor }
        var members: Set<SubjectID> = [root]
        var rest = [root]
        while let next = rest.popLast() {
            for link in parts[next] ?? [] where members.insert(link.absorbed).inserted { rest.append(link.absorbed) }
        }
        self.root = root
        self.members = [root] + members.subtracting([root]).sorted()
    }
}
