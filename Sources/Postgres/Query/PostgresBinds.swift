/// The parameters of a query, already in binary: one run of bytes, and where each value lies in it.
struct PostgresBinds: Sendable {
    /// Declared types, one for each parameter.
    private(set) var types: [UInt32] = []
    private var offsets: [Int] = []
    /// In bytes; -1 for NULL.
    private var lengths: [Int] = []
    private var buffer = PostgresBuffer()

    var count: Int { types.count }

    mutating func append<T: PostgresEncodable>(_ value: T?) {
        types.append(T.postgresType.rawValue)
        let start = buffer.count
        offsets.append(start)
        value?.encodePostgres(into: &buffer)
        lengths.append(value == nil ? -1 : buffer.count - start)
    }

    /// A NULL whose type only the server knows.
    mutating func appendNull() {
        types.append(PostgresType.unspecified.rawValue)
        offsets.append(buffer.count)
        lengths.append(-1)
    }

    /// A value that is in its type's binary format already.
    mutating func append(encoded value: PostgresBuffer, as type: PostgresType) {
        types.append(type.rawValue)
        offsets.append(buffer.count)
        lengths.append(value.count)
        if buffer.count == 0 { buffer = value } else { buffer.append(bytes: value.bytes) }
    }

    mutating func append(any value: (any PostgresEncodable)?) {
        if let value {
            append(value)
        } else {
            appendNull()
        }
    }

    /// PostgreSQL's own limit on a message, and thereby on a value.
    static let maximumBytes = 0x3FFF_FFFF

    var isTooLarge: Bool { buffer.count > Self.maximumBytes || count > Int(UInt16.max) }

    /// What `PQsendQueryPrepared` wants: pointers, lengths and formats (1 is binary) of the values, valid within `body`.
    func withArguments<R>(
        _ body: (
            _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
            _ formats: UnsafePointer<Int32>?
        ) -> R
    ) -> R {
        guard count > 0 else { return body(nil, nil, nil) }
        return buffer.bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { numbers in
                    for index in 0..<count {
                        numbers[index] = Int32(truncatingIfNeeded: max(0, lengths[index]))
                        numbers[count + index] = 1
                        values[index] = lengths[index] < 0 ? nil : pointer(to: offsets[index], in: bytes)
                    }
                    let base = numbers.baseAddress
                    return body(values.baseAddress, base, base.map { $0 + count })
                }
            }
        }
    }

    private func pointer(to offset: Int, in bytes: UnsafeRawBufferPointer) -> UnsafePointer<CChar>? {
        // An empty value still needs an address, because nil means NULL; nothing is read from it.
        guard let base = bytes.baseAddress else { return UnsafePointer(bitPattern: 1) }
        return (base + offset).assumingMemoryBound(to: CChar.self)
    }
}
