/**
 * Asked to end by SIGINT or SIGTERM. A second one ends the process at once, which loses nothing either.
 * @returns {AbortSignal}
 */
export function stopSignal() {
    const stopping = new AbortController();
    const stop = () => (stopping.signal.aborted ? process.exit(1) : stopping.abort());
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    return stopping.signal;
}
