import MerkleLog
import Testing

/// Expects an error of this code.
func expectError(
    _ code: MerkleLogError.Code, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    performing action: () throws -> some Any
) {
    let error = #expect(throws: MerkleLogError.self, comment, sourceLocation: sourceLocation) { try action() }
    guard let error else { return }
    #expect(error.code == code, comment, sourceLocation: sourceLocation)
    #expect(!error.description.isEmpty, sourceLocation: sourceLocation)
}
