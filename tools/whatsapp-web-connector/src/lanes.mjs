/**
 * Which message is next: messages of one chat strictly one after the other, chats side by side, and all of them held
 * back while Daybook as a whole is out of reach. No clock and no I/O.
 */
export class Lanes {
    #concurrency;
    /** @type {Map<string, {entries: import('./queue.mjs').Entry[], busy: boolean, failures: number, until: number}>} */
    #lanes = new Map();
    #running = 0;
    #closedUntil = 0;
    #refusals = 0;

    /** @param {number} concurrency chats at once */
    constructor(concurrency) {
        this.#concurrency = concurrency;
    }

    /** @param {import('./queue.mjs').Entry} entry */
    add(entry) {
        const lane = this.#lanes.get(entry.chat);
        if (lane) lane.entries.push(entry);
        else this.#lanes.set(entry.chat, { entries: [entry], busy: false, failures: 0, until: 0 });
    }

    /**
     * Takes the next message, until `done` or `postpone` is told of it. Chats that failed less often come first, so that
     * one message that Daybook can't digest holds up its own chat only.
     * @param {number} now
     */
    next(now) {
        // After a refusal of everything one message is enough to find out whether it is over.
        const room = this.#refusals > 0 ? 1 : this.#concurrency;
        if (now < this.#closedUntil || this.#running >= room) return undefined;
        const due = [...this.#lanes.values()].filter((lane) => !lane.busy && lane.until <= now);
        due.sort((a, b) => a.failures - b.failures || a.entries[0].sequence - b.entries[0].sequence);
        if (due.length === 0) return undefined;
        due[0].busy = true;
        this.#running += 1;
        return due[0].entries[0];
    }

    /** The message needs no further attempt. */
    done(entry) {
        const lane = this.#release(entry);
        lane.entries.shift();
        lane.failures = 0;
        lane.until = 0;
        this.#refusals = 0;
        if (lane.entries.length === 0) this.#lanes.delete(entry.chat);
    }

    /**
     * The message is tried again, and its chat waits for it.
     * @returns {number} how often it has failed in a row
     */
    failed(entry) {
        return ++this.#release(entry).failures;
    }

    /** @param {number} until before which the message's chat isn't tried */
    postpone(entry, until) {
        this.#lanes.get(entry.chat).until = until;
    }

    /** @returns {number} how often in a row everything was refused, this time included */
    refused() {
        return ++this.#refusals;
    }

    /** @param {number} until before which nothing is tried */
    close(until) {
        this.#closedUntil = Math.max(this.#closedUntil, until);
    }

    /**
     * @param {number} now
     * @returns {number} when `next` will have something, as far as time decides; Infinity if it doesn't
     */
    nextTime(now) {
        const waiting = [...this.#lanes.values()].filter((lane) => !lane.busy).map((lane) => lane.until);
        return waiting.length === 0 ? Infinity : Math.max(now, this.#closedUntil, Math.min(...waiting));
    }

    get running() {
        return this.#running;
    }

    #release(entry) {
        const lane = this.#lanes.get(entry.chat);
        lane.busy = false;
        this.#running -= 1;
        return lane;
    }
}
