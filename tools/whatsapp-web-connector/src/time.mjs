/**
 * A point of time as Daybook takes it.
 * @param {number} milliseconds since 1970
 * @returns {string} ISO 8601 in UTC, without a fraction when there is none
 */
export function isoTime(milliseconds) {
    return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/**
 * Waits, or returns early when the signal is given.
 * @param {number} milliseconds
 * @param {AbortSignal} [signal]
 */
export function pause(milliseconds, signal) {
    return new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const end = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', end);
            resolve();
        };
        const timer = setTimeout(end, milliseconds);
        signal?.addEventListener('abort', end);
    });
}

/**
 * A call's result, or an error when it takes too long: a page of WhatsApp Web that hangs answers nothing at all.
 * @template T
 * @param {number} milliseconds
 * @param {() => Promise<T>|T} call
 * @returns {Promise<T>}
 */
export async function within(milliseconds, call) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
    });
    try {
        return await Promise.race([late, (async () => call())()]);
    } finally {
        clearTimeout(timer);
    }
}
