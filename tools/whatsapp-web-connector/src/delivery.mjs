import { advice, gist, verdictOf } from './answer.mjs';
import { backOff } from './back-off.mjs';
import { reasonOf } from './daybook.mjs';
import { Lanes } from './lanes.mjs';
import { scrubbed } from './phone.mjs';

/**
 * What came of one attempt.
 * @typedef {{verdict: import('./answer.mjs').Verdict, answer?: import('./daybook.mjs').Answer, reason?: string}} Outcome
 */

const EVERYTHING_WAITS = new Set(['busy', 'key', 'address']);

/** Sends what is in the queue to Daybook, and takes it out only when it is done. */
export class Delivery {
    #queue;
    #memory;
    #post;
    #retry;
    #log;
    #lanes;
    #timer;
    #stopping = new AbortController();
    #stopped = false;
    #attempts = new Set();

    /**
     * @param {{queue: import('./queue.mjs').Queue, memory: import('./memory.mjs').Memory,
     *     post: ReturnType<typeof import('./daybook.mjs').createPost>, retry: {first: number, longest: number},
     *     log: ReturnType<typeof import('./log.mjs').createLog>, concurrency?: number}} parts
     */
    constructor({ queue, memory, post, retry, log, concurrency = 4 }) {
        this.#queue = queue;
        this.#memory = memory;
        this.#post = post;
        this.#retry = retry;
        this.#log = log;
        this.#lanes = new Lanes(concurrency);
    }

    /** Begins with what an earlier run left. */
    start() {
        for (const entry of this.#queue.entries()) this.#lanes.add(entry);
        const queued = this.#queue.size;
        if (queued > 0) this.#log.info('messages of an earlier run are waiting', { queued });
        this.#pump();
    }

    /** @param {import('./queue.mjs').Entry} entry that was just put into the queue */
    offer(entry) {
        this.#lanes.add(entry);
        this.#pump();
    }

    /**
     * Begins no further attempt and lets those under way end; what takes longer stays in the queue.
     * @param {number} grace milliseconds
     */
    async stop(grace) {
        this.#stopped = true;
        clearTimeout(this.#timer);
        const timer = setTimeout(() => this.#stopping.abort(), grace);
        await Promise.all(this.#attempts);
        clearTimeout(timer);
    }

    /**
     * Tries one message once, and keeps what came of it.
     * @param {import('./queue.mjs').Entry} entry
     * @returns {Promise<Outcome>}
     */
    async attempt(entry) {
        // A crash between remembering a message and taking it out of the queue left it here.
        if (this.#memory.has(entry.key)) {
            await this.#queue.remove(entry);
            return { verdict: 'recorded' };
        }
        const body = await this.#queue.read(entry).catch((error) => {
            if (error.code !== 'ENOENT') throw error;
        });
        if (body === undefined) return this.#vanished(entry);
        let answer;
        try {
            answer = await this.#post(body, this.#stopping.signal);
        } catch (error) {
            return { verdict: error.code === 'API_KEY_FILE' ? 'key' : 'busy', reason: scrubbed(reasonOf(error)) };
        }
        const verdict = verdictOf(answer.status);
        if (verdict === 'rejected') return { verdict: await this.#reject(entry, body, answer), answer };
        if (verdict === 'delivered' || verdict === 'recorded') await this.#finish(entry);
        return { verdict, answer };
    }

    #pump() {
        if (this.#stopped) return;
        clearTimeout(this.#timer);
        const now = Date.now();
        for (let entry; (entry = this.#lanes.next(now)); ) {
            const attempt = this.#run(entry);
            this.#attempts.add(attempt);
            attempt.finally(() => this.#attempts.delete(attempt));
        }
        const next = this.#lanes.nextTime(now);
        // What is due but held back by attempts under way is looked at when they end.
        if (next > now && next < Infinity) this.#timer = setTimeout(() => this.#pump(), next - now);
    }

    async #run(entry) {
        let outcome;
        try {
            outcome = await this.attempt(entry);
        } catch (error) {
            outcome = { verdict: 'failed', reason: `the queue's folder: ${scrubbed(error.code ?? error.message)}` };
        }
        this.#settle(entry, outcome);
        this.#pump();
    }

    #settle(entry, { verdict, answer, reason }) {
        const message = entry.key.slice(0, 8);
        const said = { message, status: answer?.status, ...gist(answer?.json) };
        if (verdict === 'delivered' || verdict === 'recorded') {
            this.#lanes.done(entry);
            this.#log.info(verdict === 'delivered' ? 'delivered' : 'Daybook has it already', said);
            if (verdict === 'delivered' && answer.json === undefined) {
                this.#log.warn('the answer is no JSON: is that a Daybook?', { message, status: answer.status });
            }
            return;
        }
        if (verdict === 'rejected') {
            this.#lanes.done(entry);
            this.#log.error('Daybook refuses the message; it is kept in rejected/ with the answer', said);
            return;
        }
        const failures = this.#lanes.failed(entry);
        if (this.#stopping.signal.aborted) return;
        const refusals = EVERYTHING_WAITS.has(verdict) ? this.#lanes.refused() : 0;
        const wait = Math.max(backOff(refusals || failures, this.#retry), answer?.retryAfter ?? 0);
        if (refusals > 0) this.#lanes.close(Date.now() + wait);
        else this.#lanes.postpone(entry, Date.now() + wait);
        this.#log.warn(advice(verdict, answer?.status), {
            ...said, reason, queued: this.#queue.size, next_try: `${(wait / 1000).toFixed(1)}s`,
        });
    }

    async #finish(entry) {
        try {
            await this.#memory.add(entry.key);
        } catch (error) {
            // Should it come to a repetition, Daybook knows the message by its id.
            this.#log.error('cannot remember what is delivered', { reason: scrubbed(error.code ?? error.message) });
        }
        await this.#queue.remove(entry);
    }

    /** @returns {Promise<import('./answer.mjs').Verdict>} */
    async #reject(entry, body, answer) {
        const message = parsed(body) ?? body.toString('utf8');
        await this.#queue.reject(entry, { status: answer.status, answer: answer.text, message });
        if (answer.status === 413 && message.media?.data) {
            const { data, ...media } = message.media;
            await this.#queue.replace(entry, { ...message, media: { ...media, omitted: 'too_large' } });
            this.#log.warn('too large for Daybook: sent again without the file, which is kept in rejected/', {
                message: entry.key.slice(0, 8), kilobytes: Math.ceil(data.length / 1024),
            });
            return 'failed';
        }
        await this.#finish(entry);
        return 'rejected';
    }

    #vanished(entry) {
        this.#log.error('somebody took a message out of the queue', { message: entry.key.slice(0, 8) });
        return this.#queue.remove(entry).then(() => ({ verdict: 'recorded' }));
    }
}

function parsed(body) {
    try {
        return JSON.parse(body.toString('utf8'));
    } catch {
        return undefined;
    }
}
