/// What bounds a rebuild.
package struct RebuildLimits: Hashable, Sendable {
    /// Events of one batch.
    package var batch = 1000
    /// Batches that are read ahead.
    package var readAhead = 4
    /// Rows that are held in memory, of all tables together.
    package var heldRows = 200_000
    /// How long the swap waits for readers before it lets them pass and tries again.
    package var lockWait = Duration.milliseconds(200)
    /// How often it tries.
    package var swapAttempts = 100

    package init() {}
}
