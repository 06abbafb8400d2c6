import { join } from 'node:path';

import { inspectQueue } from './queue.mjs';
import { runningIn } from './state.mjs';
import { table } from './table.mjs';
import { isoTime } from './time.mjs';

/**
 * What waits and what was refused, in words; it may be asked while a connector runs.
 * @param {string} stateDir
 * @param {number} now
 */
export async function statusText(stateDir, now) {
    const { queued, oldest, rejected } = await inspectQueue(stateDir);
    const owner = await runningIn(stateDir);
    const age = oldest === undefined ? '-' : `${isoTime(Math.floor(oldest / 1000) * 1000)} (${ageOf(now - oldest)} ago)`;
    return table(['connector', owner ? `running (process ${owner})` : 'not running'], [
        ['queued', queued],
        ['oldest', age],
        ['rejected', rejected > 0 ? `${rejected} (in ${join(stateDir, 'rejected')})` : 0],
    ]);
}

function ageOf(milliseconds) {
    const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
    if (minutes < 60) return `${minutes} min`;
    return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}
