/// `contact.merged`: somebody said that two contacts are one person. The event's subject is the contact that stays.
package struct ContactMerged: Hashable, Sendable {
    /// The contact that is shown as part of the other from now on.
    package var absorbed: SubjectID

    package init(absorbed: SubjectID) {
        self.absorbed = absorbed
    }
}

/// `contact.unmerged`: they are two persons after all. The event's subject is the contact that had stayed.
package struct ContactUnmerged: Hashable, Sendable {
    /// The contact that stands by itself again.
    package var absorbed: SubjectID

    package init(absorbed: SubjectID) {
        self.absorbed = absorbed
    }
}
