import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { removeUnfinished, writeDurably } from './durable-file.mjs';

/** Another connector works on the same folder. */
export class StateInUse extends Error {}

/**
 * Takes the connector's folder for this process, and makes it if need be.
 * @param {string} folder
 * @returns {Promise<{firstStart: number, release: () => Promise<void>}>} `firstStart`: when a connector first ran on it
 * @throws {StateInUse}
 */
export async function openState(folder) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = join(folder, 'running');
    await take(lock, folder);
    await removeUnfinished(folder);
    return { firstStart: await firstStart(join(folder, 'first-start')), release: () => unlink(lock).catch(() => {}) };
}

/**
 * @param {string} folder
 * @returns {Promise<number|undefined>} the id of the process that works on a folder
 */
export async function runningIn(folder) {
    const [pid, birth] = (await readFile(join(folder, 'running'), 'utf8').catch(() => '')).split(' ');
    const owner = Number(pid);
    if (!(owner > 0) || owner === process.pid || !isAlive(owner)) return undefined;
    // The system may have given the number of a killed connector to another program since.
    return (await birthOf(owner)) === birth ? owner : undefined;
}

async function take(lock, folder) {
    const mine = `${lock}-${process.pid}`;
    await writeFile(mine, `${process.pid} ${await birthOf(process.pid)}`, { mode: 0o600 });
    try {
        for (let attempt = 1; attempt <= 3; attempt += 1) {
            try {
                return await link(mine, lock);
            } catch (error) {
                if (error.code !== 'EEXIST') throw error;
            }
            const owner = await runningIn(folder);
            if (owner) {
                throw new StateInUse(`process ${owner} works on ${folder}: a second connector needs its own CONNECTOR_STATE_DIR`);
            }
            // Its owner was killed.
            await unlink(lock).catch(() => {});
        }
        throw new StateInUse(`another connector is taking ${folder}`);
    } finally {
        await unlink(mine).catch(() => {});
    }
}

function isAlive(pid) {
    try {
        return process.kill(pid, 0);
    } catch (error) {
        return error.code === 'EPERM';
    }
}

/** When a process began, in the kernel's own count (field 22 of proc_pid_stat(5)); where there is no /proc, nothing. */
async function birthOf(pid) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

async function firstStart(path) {
    const known = Date.parse(await readFile(path, 'utf8').catch(() => ''));
    if (!Number.isNaN(known)) return known;
    const now = new Date();
    await writeDurably(path, now.toISOString());
    return now.getTime();
}
