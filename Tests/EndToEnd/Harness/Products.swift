import Glibc

/// What was built: found beside the test bundle that runs.
enum Products {
    /// The `daybook` executable.
    static let daybook = directory + "/daybook"

    private static let directory: String = {
        // The test bundle is an executable itself, or is loaded by one (`swiftpm-testing-helper`) that is given its path.
        let arguments = CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
        let bundle = arguments.lazy.compactMap(resolved).first ?? resolved("/proc/self/exe") ?? ""
        return bundle.split(separator: "/").dropLast().reduce(into: "") { $0 += "/\($1)" }
    }()

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}

/// The programs beside these tests, which are not ours to the ones they check: Python and OpenSSL's command line.
enum Script {
    static let checkProof = path("check_proof.py")
    static let checkOpenSSL = path("check_openssl.sh")
    static let checkTile = path("check_tile.py")

    private static func path(_ name: String, beside file: String = #filePath) -> String {
        file.split(separator: "/").dropLast(2).reduce(into: "") { $0 += "/\($1)" } + "/\(name)"
    }
}
