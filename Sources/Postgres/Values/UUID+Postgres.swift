package import FoundationEssentials

extension UUID: PostgresValue {
    package static var postgresType: PostgresType { .uuid }

    package func encodePostgres(into buffer: inout PostgresBuffer) {
        withUnsafeBytes(of: uuid) { buffer.append(bytes: $0) }
    }

    package static func encodePostgresArray(_ elements: [UUID], into buffer: inout PostgresBuffer) {
        buffer.appendArrayHeader(count: elements.count, hasNull: false, element: .uuid)
        buffer.append(count: elements.count * 20) { cells in
            var offset = 0
            for element in elements {
                cells.storeBytes(of: Int32(16).bigEndian, toByteOffset: offset, as: Int32.self)
                cells.storeBytes(of: element.uuid, toByteOffset: offset + 4, as: uuid_t.self)
                offset += 20
            }
        }
    }

    package static func readsPostgres(_ type: PostgresType) -> Bool {
        type == .uuid || type == .unspecified
    }

    package init(postgres bytes: RawSpan, type: PostgresType) throws(PostgresDecodingError) {
        guard bytes.byteCount == 16 else { throw .malformed }
        self.init(uuid: bytes.unsafeLoadUnaligned(as: uuid_t.self))
    }
}
