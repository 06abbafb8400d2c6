extension Int16: PostgresInteger {
    package static var postgresType: PostgresType { .int2 }
}

extension Int32: PostgresInteger {
    package static var postgresType: PostgresType { .int4 }
}

extension Int64: PostgresInteger {
    package static var postgresType: PostgresType { .int8 }
}

extension Int: PostgresInteger {
    package static var postgresType: PostgresType { .int8 }
}

/// The integers that stand for `int2`, `int4` and `int8`.
///
/// Each reads every width and refuses what it can't hold, so that a column may be widened without touching its readers.
package protocol PostgresInteger: FixedWidthInteger, BitwiseCopyable, PostgresValue {}

extension PostgresInteger {
    package func encodePostgres(into buffer: inout PostgresBuffer) {
        buffer.append(self)
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool {
        switch type {
        case .int8, .int4, .int2, .oid, .unspecified: true
        default: false
        }
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        let value: Int64
        switch bytes.byteCount {
        case 8: value = try bytes.bigEndian(Int64.self, at: 0)
        // An oid is the one integer without a sign.
        case 4 where type == .oid: value = Int64(try bytes.bigEndian(UInt32.self, at: 0))
        case 4: value = Int64(try bytes.bigEndian(Int32.self, at: 0))
        case 2: value = Int64(try bytes.bigEndian(Int16.self, at: 0))
        default: throw .malformed
        }
        guard let exact = Self(exactly: value) else { throw .outOfRange }
        self = exact
    }

    package static func encodePostgresArray(_ elements: [Self], into buffer: inout PostgresBuffer) {
        buffer.appendArrayHeader(count: elements.count, hasNull: false, element: postgresType)
        let width = MemoryLayout<Self>.size
        buffer.append(count: elements.count * (4 + width)) { cells in
            var offset = 0
            for element in elements {
                cells.storeBytes(of: Int32(width).bigEndian, toByteOffset: offset, as: Int32.self)
                cells.storeBytes(of: element.bigEndian, toByteOffset: offset + 4, as: Self.self)
                offset += 4 + width
            }
        }
    }
}
