/// The tags of a contact, as lists of all of them and single changes have told them, in whatever order.
package struct ContactTags: Hashable, Sendable {
    /// When all tags were listed last: nothing that was said before it counts any more.
    package private(set) var listed: Stamp?
    /// What was said since, tag by tag: whether the contact has it.
    package private(set) var marks: [String: Stamped<Bool>] = [:]

    package init() {}

    init(listed: Stamp?, marks: [String: Stamped<Bool>]) {
        self.listed = listed
        self.marks = marks
    }

    /// The tags that the contact has, in the order of their spelling.
    package var present: [String] {
        marks.filter(\.value.value).keys.sorted()
    }

    /// These are all tags of the contact.
    mutating func list(_ tags: [String], _ stamp: Stamp) {
        if let listed, listed > stamp { return }
        listed = stamp
        marks = marks.filter { $0.value.stamp >= stamp }
        for tag in tags { marks.learn(true, of: tag, stamp) }
    }

    /// The contact has got a tag, or lost it.
    mutating func mark(_ tag: String, _ isPresent: Bool, _ stamp: Stamp) {
        if let listed, listed > stamp { return }
        marks.learn(isPresent, of: tag, stamp)
    }

    /// The tags of both: two records of one person are tagged each by itself.
    mutating func join(_ other: Self) {
        for tag in other.present where marks[tag]?.value != true { marks[tag] = other.marks[tag] }
    }
}
