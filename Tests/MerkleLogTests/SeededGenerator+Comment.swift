import TestSupport
import Testing

extension SeededGenerator {
    /// What a failed expectation prints.
    var comment: Comment {
        "to repeat: DAYBOOK_TEST_SEED=\(seed)"
    }
}
