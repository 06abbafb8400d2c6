import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeDurably } from './durable-file.mjs';

const LINE = /^[0-9a-f]{32}$/;

/**
 * Remembers which messages are done, so that catching up after a downtime sends only what is new. Older ones than the
 * newest `capacity` are forgotten; should one of them come again, Daybook knows it by its id.
 */
export class Memory {
    #path;
    #capacity;
    #lines = 0;
    #last = Promise.resolve();
    /** @type {Set<string>} keys, oldest first */
    #keys = new Set();

    /**
     * @param {string} state the connector's folder
     * @param {number} [capacity]
     */
    constructor(state, capacity = 20_000) {
        this.#path = join(state, 'delivered');
        this.#capacity = capacity;
    }

    async open() {
        const text = await readFile(this.#path, 'utf8').catch((error) => {
            if (error.code !== 'ENOENT') throw error;
            return '';
        });
        const lines = text.split('\n');
        // A line that a crash cut off must not run into the next one.
        const torn = lines.pop() !== '';
        for (const line of lines) if (LINE.test(line)) this.#remember(line);
        this.#lines = lines.length;
        if (torn) await this.#rewrite();
        return this;
    }

    get size() {
        return this.#keys.size;
    }

    /** @param {string} key as `messageKey` makes it */
    has(key) {
        return this.#keys.has(key);
    }

    /**
     * Remembers a message. When this returns, it survives a crash.
     * @param {string} key
     */
    add(key) {
        // One after the other: what is appended while the file is being replaced would be lost with the old one.
        const adding = this.#last.then(() => this.#add(key));
        this.#last = adding.catch(() => {});
        return adding;
    }

    async #add(key) {
        if (this.#keys.has(key)) return;
        this.#remember(key);
        try {
            if (this.#lines >= 2 * this.#capacity) return await this.#rewrite();
            this.#lines += 1;
            await this.#append(`${key}\n`);
        } catch (error) {
            // Half a line may stand there now: the next one writes the file anew.
            this.#lines = Infinity;
            throw error;
        }
    }

    async #append(line) {
        const file = await open(this.#path, 'a', 0o600);
        try {
            await file.write(line);
            await file.datasync();
        } finally {
            await file.close();
        }
    }

    #remember(key) {
        this.#keys.add(key);
        if (this.#keys.size > this.#capacity) this.#keys.delete(this.#keys.values().next().value);
    }

    async #rewrite() {
        await writeDurably(this.#path, [...this.#keys].map((key) => `${key}\n`).join(''));
        this.#lines = this.#keys.size;
    }
}
