import Glibc

extension String {
    /// Whether `part` is in it, byte for byte: a dump is long, and Swift's own search minds Unicode's equivalences.
    func holds(_ part: String) -> Bool {
        withCString { whole in part.withCString { strstr(whole, $0) != nil } }
    }
}
