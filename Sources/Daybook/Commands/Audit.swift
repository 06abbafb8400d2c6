import ArgumentParser

/// `daybook audit`
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the ledger, and export proofs that others can check.",
        discussion: """
            Examples:
              daybook audit verify
              daybook audit prove 41 --to proof-41
              daybook audit verifier-key
            """,
        subcommands: [AuditVerify.self, AuditProve.self, AuditVerifierKey.self, AuditAcceptLoss.self])
}
