import Ledger

/// A file that holds a key of the ledger, as it was found.
struct KeyFile: Sendable {
    /// The variable that names it.
    var variable: String
    /// What can't be done without it.
    var purpose: String
    /// The command that makes one.
    var making: String
    var path: String?
    /// Why it can't be used, with what to do; `nil` when it can be.
    var complaint: String?

    var findings: [Finding] {
        guard let path else {
            return [
                Finding(
                    .error, .secrets, "\(variable) isn't set.", "\(purpose) is impossible without it.",
                    mend: "(umask 077; \(making) > FILE) && export \(variable)=FILE")
            ]
        }
        guard let complaint else { return [] }
        let isOpen = complaint.contains("chmod")
        return [
            Finding(
                .error, .secrets, complaint, "\(purpose) is refused until then.",
                mend: isOpen ? "chmod 0600 \(path)" : "put the right key into \(path), or make one: \(making)")
        ]
    }
}

extension KeyFile {
    /// The master key's file, tried.
    static func master(_ environment: Environment) -> KeyFile {
        tried(
            KeyFile(
                variable: "DAYBOOK_MASTER_KEY_FILE", purpose: "Recording and reading anything",
                making: "daybook keys master new", path: environment["DAYBOOK_MASTER_KEY_FILE"])
        ) { _ = try environment.masterKey() }
    }

    /// The signing key's file, tried.
    static func signing(_ environment: Environment) -> KeyFile {
        tried(
            KeyFile(
                variable: "DAYBOOK_SIGNING_KEY_FILE", purpose: "Signing checkpoints",
                making: "daybook keys signing new --origin NAME", path: environment["DAYBOOK_SIGNING_KEY_FILE"])
        ) { _ = try environment.signer() }
    }

    private static func tried(_ file: KeyFile, _ read: () throws -> Void) -> KeyFile {
        guard file.path != nil else { return file }
        var file = file
        do {
            try read()
        } catch let error as LedgerError {
            file.complaint = error.description
        } catch {
            file.complaint = "\(file.variable) can't be read."
        }
        return file
    }
}
