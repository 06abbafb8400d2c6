import ArgumentParser

#if canImport(Glibc)
import CMalloc
import Glibc
#endif

/// A command that runs until it is told to end.
protocol ServiceCommand: AsyncParsableCommand {}

/// The C library's heap, as a server that runs for months needs it (mallopt(3)).
enum Heap {
    /// Each thread would have a heap of its own otherwise, and each of them would keep what its busiest moment took.
    private static let arenas: Int32 = 2

    /// Blocks from this size on are the system's, and go back to it when they are freed. glibc would raise this with the first large
    /// block that is freed, and keep all later ones.
    private static let largeBlock: Int32 = 128 * 1024

    /// Keeps what is free from piling up. Before any thread is started; whoever sets glibc's own variables knows better.
    static func settle() {
        #if canImport(Glibc)
        if getenv("MALLOC_ARENA_MAX") == nil { _ = mallopt(M_ARENA_MAX, arenas) }
        if getenv("MALLOC_MMAP_THRESHOLD_") == nil { _ = mallopt(M_MMAP_THRESHOLD, largeBlock) }
        if getenv("MALLOC_TRIM_THRESHOLD_") == nil { _ = mallopt(M_TRIM_THRESHOLD, largeBlock) }
        #endif
    }
}
