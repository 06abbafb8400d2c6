import { open, readdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const TEMPORARY = /^\.writing-/;

/**
 * Writes a file so that after a crash or a loss of power it is there whole, or as it was before.
 * @param {string} path
 * @param {string|Buffer} content
 */
export async function writeDurably(path, content) {
    const folder = dirname(path);
    const temporary = join(folder, `.writing-${process.pid}-${Date.now()}-${Math.random().toString(36).slice(2)}`);
    try {
        const file = await open(temporary, 'wx', 0o600);
        try {
            await file.writeFile(content);
            await file.sync();
        } finally {
            await file.close();
        }
        await rename(temporary, path);
    } catch (error) {
        await unlink(temporary).catch(() => {});
        throw error;
    }
    await syncFolder(folder);
}

/**
 * Removes what writing left behind when it was killed.
 * @param {string} folder
 */
export async function removeUnfinished(folder) {
    for (const name of await readdir(folder)) {
        if (TEMPORARY.test(name)) await unlink(join(folder, name));
    }
}

async function syncFolder(folder) {
    // Windows can't open folders; there the rename alone has to do.
    if (process.platform === 'win32') return;
    const handle = await open(folder, 'r');
    try {
        await handle.sync();
    } finally {
        await handle.close();
    }
}
