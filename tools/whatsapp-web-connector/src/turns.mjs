/** Runs jobs of one key one after the other, and those of different keys side by side. */
export class Turns {
    #last = new Map();

    /**
     * @template T
     * @param {string} key
     * @param {() => Promise<T>} job
     * @returns {Promise<T>}
     */
    run(key, job) {
        const result = (this.#last.get(key) ?? Promise.resolve()).then(job);
        const settled = result.then(() => {}, () => {});
        this.#last.set(key, settled);
        settled.then(() => {
            if (this.#last.get(key) === settled) this.#last.delete(key);
        });
        return result;
    }

    /** Waits until nothing is under way. */
    async idle() {
        while (this.#last.size > 0) await Promise.all(this.#last.values());
    }
}
