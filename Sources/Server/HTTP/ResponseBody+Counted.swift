import Hummingbird
import Synchronization

extension ResponseBody {
    /// The same body, which tells how many bytes of it were written when it ends, or breaks off.
    func counted(_ ended: @escaping @Sendable (Int) -> Void) -> ResponseBody {
        let body = self
        return ResponseBody(contentLength: contentLength) { writer in
            let count = ByteCount()
            defer { ended(count.bytes) }
            try await body.write(
                writer.map { buffer in
                    count.add(buffer.readableBytes)
                    return buffer
                })
        }
    }
}

private final class ByteCount: Sendable {
    private let count = Atomic(0)

    var bytes: Int { count.load(ordering: .relaxed) }

    func add(_ bytes: Int) {
        count.wrappingAdd(bytes, ordering: .relaxed)
    }
}
