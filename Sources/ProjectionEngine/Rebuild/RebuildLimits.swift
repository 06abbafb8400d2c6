/// What bounds a rebuild.
package struct RebuildLimits: Hashable, Sendable {
    /// Events of one batch.
    package var batch = 1000
    /// Bytes of one batch's bodies; a single event may be larger.
    package var batchBytes = 4 << 20
    /// Batches that are read ahead.
    package var readAhead = 4
    /// Bytes of the rows that are held in memory, of all tables together: an estimate.
    package var heldBytes = 192 << 20
    /// After how long all rows that have changed are written, so that a rebuild that is killed is gone on with from there.
    package var checkpointInterval = Duration.seconds(60)
    /// Connections that read and write tables at a time.
    package var connections = 3
    /// How long the swap waits for readers before it lets them pass and tries again.
    package var lockWait = Duration.milliseconds(200)
    /// How often it tries.
    package var swapAttempts = 100

    package init() {}
}
