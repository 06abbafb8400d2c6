import Glibc

/// The file that holds the writes that aren't recorded yet. All calls block.
///
/// It only grows, but for what a crash left half-written at its end, and for ``compact()``, which puts a shorter one in its place at
/// once.
struct JournalFile: ~Copyable {
    private let folder: String
    private var file: OpenFile
    private var index: Index

    /// What was found when it was opened.
    struct Contents {
        /// In their order.
        var writes: [PendingWrite] = []
        /// Lines before the last one that were not as they had been written.
        var damaged: [[UInt8]] = []
        var lastNumber: UInt64 = 0
    }

    /// Garbage up to this size isn't worth a compaction.
    static let slack = 1 << 20

    /// Opens the journal in a folder, reads it, and cuts a half-written last line off.
    init(in folder: String, _ contents: inout Contents) throws(FileError) {
        let file = try OpenFile("\(folder)/\(Self.name)")
        let bytes = try file.read(try file.length, at: 0)
        let index = Index(bytes, &contents)
        if index.length < bytes.count {
            try file.truncate(to: index.length)
            try file.sync()
        }
        try QueueFolder.sync(folder)
        self.folder = folder
        self.file = file
        self.index = index
    }

    /// Where things lie in the file.
    private struct Index {
        var length = 0
        /// The lines of the writes that aren't done.
        var live: [UInt64: Range<Int>] = [:]
        var liveBytes = 0

        init() {}

        init(_ bytes: [UInt8], _ contents: inout Contents) {
            var writes: [UInt64: PendingWrite] = [:]
            for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
                switch JournalLine(line) {
                case .write(let write):
                    writes[write.number] = write
                    add(write.number, line.count + 1)
                    contents.lastNumber = max(contents.lastNumber, write.number)
                case .done(let number):
                    writes[number] = nil
                    forget(number)
                    length += line.count + 1
                case nil:
                    contents.damaged.append(Array(line))
                    length += line.count + 1
                }
            }
            contents.writes = writes.values.sorted { $0.number < $1.number }
        }

        mutating func add(_ number: UInt64, _ count: Int) {
            live[number] = length..<length + count
            length += count
            liveBytes += count
        }

        mutating func forget(_ number: UInt64) {
            if let place = live.removeValue(forKey: number) { liveBytes -= place.count }
        }
    }

    static let name = "journal"

    /// Writes lines, and waits until they are on the disk. When that fails, the file is as it was before.
    mutating func append(_ writes: [PendingWrite]) throws(FileError) {
        let lines = writes.map { JournalLine.write($0).bytes }
        do throws(FileError) {
            try file.write(Array(lines.joined()), at: index.length)
            try file.sync()
        } catch {
            try? file.truncate(to: index.length)
            throw error
        }
        for (write, line) in zip(writes, lines) { index.add(write.number, line.count) }
    }

    /// Notes that writes are done with. It isn't waited for the disk: what is sent once more after a crash is recorded once all the same.
    mutating func finish(_ numbers: [UInt64]) throws(FileError) {
        let known = numbers.filter { index.live[$0] != nil }
        if known.isEmpty { return }
        for number in known { index.forget(number) }
        if index.live.isEmpty {
            try file.truncate(to: 0)
            index = Index()
            return
        }
        let bytes = known.flatMap { JournalLine.done($0).bytes }
        do throws(FileError) {
            try file.write(bytes, at: index.length)
        } catch {
            try? file.truncate(to: index.length)
            throw error
        }
        index.length += bytes.count
        if index.length - index.liveBytes > max(Self.slack, index.liveBytes) { try compact() }
    }

    /// Copies what is live into a new file, and puts that into the old one's place.
    mutating func compact() throws(FileError) {
        let path = "\(folder)/\(Self.name)"
        let copy = try OpenFile("\(path).new", O_TRUNC)
        var copied = Index()
        for (number, place) in index.live.sorted(by: { $0.key < $1.key }) {
            try copy.write(try file.read(place.count, at: place.lowerBound), at: copied.length)
            copied.add(number, place.count)
        }
        try copy.sync()
        guard rename("\(path).new", path) == 0 else { throw FileError() }
        file = copy
        index = copied
        try QueueFolder.sync(folder)
    }
}
