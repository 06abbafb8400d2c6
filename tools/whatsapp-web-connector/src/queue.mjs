import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import { removeUnfinished, writeDurably } from './durable-file.mjs';

const NAME = /^(\d{12})-([0-9a-f]{16})-([0-9a-f]{32})\.json$/;

/** No more messages fit: Daybook has been out of reach for too long. */
export class QueueFull extends Error {
    constructor(limit) {
        super(`the queue is full (${limit} messages)`);
        this.code = 'QUEUE_FULL';
    }
}

/**
 * The name under which a message is kept, remembered and logged: it gives no number away.
 * @param {string} messageId
 * @returns {string} 32 hexadecimal digits
 */
export function messageKey(messageId) {
    return digest(messageId, 32);
}

/**
 * A message in the queue. `chat` is a digest: messages of one chat have the same.
 * @typedef {{sequence: number, chat: string, key: string, name: string}} Entry
 */

/** Messages on disk, one file each, in the order in which they came; beside them those that Daybook refused. */
export class Queue {
    #folder;
    #rejected;
    #limit;
    #sequence = 0;
    /** @type {Map<string, Entry>} by key, oldest first */
    #entries = new Map();

    /**
     * @param {string} state the connector's folder
     * @param {number} limit messages at most
     */
    constructor(state, limit) {
        this.#folder = join(state, 'queue');
        this.#rejected = join(state, 'rejected');
        this.#limit = limit;
    }

    /** Finds what an earlier run left. Only the names are read, however large the messages are. */
    async open() {
        for (const folder of [this.#folder, this.#rejected]) {
            await mkdir(folder, { recursive: true, mode: 0o700 });
            await removeUnfinished(folder);
        }
        for (const name of (await readdir(this.#folder)).sort()) {
            const match = NAME.exec(name);
            if (!match) continue;
            this.#sequence = Number(match[1]);
            this.#entries.set(match[3], { sequence: this.#sequence, chat: match[2], key: match[3], name });
        }
        return this;
    }

    get size() {
        return this.#entries.size;
    }

    /** @returns {Entry[]} oldest first */
    entries() {
        return [...this.#entries.values()];
    }

    /** @param {string} key */
    has(key) {
        return this.#entries.has(key);
    }

    /**
     * Keeps a message. When this returns, it survives a crash.
     * @param {{message_id: string, chat_id: string}} body
     * @returns {Promise<Entry>}
     * @throws {QueueFull}
     */
    async put(body) {
        if (this.#entries.size >= this.#limit) throw new QueueFull(this.#limit);
        const sequence = ++this.#sequence;
        const chat = digest(body.chat_id, 16);
        const key = messageKey(body.message_id);
        const name = `${String(sequence).padStart(12, '0')}-${chat}-${key}.json`;
        const entry = { sequence, chat, key, name };
        await writeDurably(join(this.#folder, name), JSON.stringify(body));
        this.#entries.set(key, entry);
        return entry;
    }

    /**
     * @param {Entry} entry
     * @returns {Promise<Buffer>} the bytes to send: at each attempt the same
     */
    read(entry) {
        return readFile(join(this.#folder, entry.name));
    }

    /**
     * Puts another body in a message's place.
     * @param {Entry} entry
     * @param {object} body
     */
    replace(entry, body) {
        return writeDurably(join(this.#folder, entry.name), JSON.stringify(body));
    }

    /** @param {Entry} entry */
    async remove(entry) {
        await unlink(join(this.#folder, entry.name)).catch(unlessMissing);
        this.#entries.delete(entry.key);
    }

    /**
     * Keeps a copy of a message that can't be delivered, with the answer it got.
     * @param {Entry} entry
     * @param {{status: number, answer: string, message: unknown}} record
     */
    reject(entry, record) {
        const path = join(this.#rejected, `${entry.key}-${record.status}-${Date.now()}.json`);
        return writeDurably(path, JSON.stringify({ rejected_at: new Date().toISOString(), ...record }, null, 2));
    }
}

/**
 * What lies in a queue, read without touching it: a connector may be at work there.
 * @param {string} state
 * @returns {Promise<{queued: number, oldest?: number, rejected: number}>} `oldest` in milliseconds since 1970
 */
export async function inspectQueue(state) {
    const queued = (await names(join(state, 'queue'))).filter((name) => NAME.test(name)).sort();
    const rejected = (await names(join(state, 'rejected'))).filter((name) => name.endsWith('.json'));
    const oldest = queued.length > 0 ? await stat(join(state, 'queue', queued[0])).catch(unlessMissing) : undefined;
    return { queued: queued.length, oldest: oldest?.mtimeMs, rejected: rejected.length };
}

async function names(folder) {
    return (await readdir(folder).catch(unlessMissing)) ?? [];
}

function unlessMissing(error) {
    if (error.code !== 'ENOENT') throw error;
}

function digest(text, length) {
    return createHash('sha256').update(text).digest('hex').slice(0, length);
}
