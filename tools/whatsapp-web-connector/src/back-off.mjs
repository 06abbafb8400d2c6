/** The longest that a server's Retry-After is obeyed. */
const LONGEST_RETRY_AFTER = 3_600_000;

/**
 * How long to wait after a number of failures in a row: doubling, with half of it left to chance, so that many
 * connectors don't come back at one moment.
 * @param {number} failures from 1
 * @param {{first: number, longest: number}} limits in milliseconds
 * @param {() => number} [random]
 * @returns {number} milliseconds
 */
export function backOff(failures, { first, longest }, random = Math.random) {
    const whole = Math.min(longest, first * 2 ** Math.min(failures - 1, 30));
    return whole / 2 + (random() * whole) / 2;
}

/**
 * @param {string|null|undefined} header seconds, or a date (RFC 9110, 10.2.3)
 * @param {number} now
 * @returns {number|undefined} milliseconds from now
 */
export function retryAfter(header, now) {
    if (!header) return undefined;
    const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
    return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER);
}
