import { reasonToSkipChat } from './filter.mjs';
import { inOrder, timeOf } from './message.mjs';
import { idText, masked, scrubbed } from './phone.mjs';
import { within } from './time.mjs';

/** Messages of a chat that are looked at in a first step, and at most. */
const FIRST = 50;
const MOST = 800;

/** Chats that can't be read before a sweep ends: the page has probably gone. */
const GIVE_UP = 3;

/** A phone that was offline sends late what it says it wrote earlier. */
const OVERLAP = 3_600_000;

/** WhatsApp Web raises no event for what it synchronises after a downtime: here chats are read and compared. */
export class CatchUp {
    #settings;
    #capture;
    #turns;
    #log;
    /** What was before is known. */
    #from;
    /** The time of the oldest message that couldn't be kept, until chats were read from there on. */
    #owed = Infinity;
    #since = 0;
    /** Chats that were read since the last `begin`. */
    #read = new Set();

    /**
     * @param {{settings: import('./configuration.mjs').Settings, capture: import('./capture.mjs').Capture,
     *     turns: import('./turns.mjs').Turns, log: ReturnType<typeof import('./log.mjs').createLog>, from: number}} parts
     *     `from`: the time of the first start (ms); nothing older is sent
     */
    constructor({ settings, capture, turns, log, from }) {
        this.#settings = settings;
        this.#capture = capture;
        this.#turns = turns;
        this.#log = log;
        this.#from = Math.max(Math.floor(from / 1000) * 1000, Date.now() - settings.catchUpTime);
        this.begin();
    }

    /** From now on each chat has to be read again: there may have been messages that nobody told of. */
    begin() {
        this.#read = new Set();
        this.#owed = Math.min(this.#owed, this.#capture.takeMissedSince());
        this.#since = Math.min(this.#from, this.#owed);
    }

    /**
     * Reads all chats that have seen activity.
     * @param {any} client of whatsapp-web.js
     * @returns {Promise<boolean>} whether all of them could be read
     */
    async sweep(client) {
        const started = Date.now();
        const read = this.#read;
        let chats;
        try {
            chats = await within(this.#settings.sweepTimeout, () => client.getChats());
        } catch (error) {
            const reason = scrubbed(error.message ?? error);
            this.#log.warn('WhatsApp Web doesn\'t list the chats; they are read later', { reason });
            return false;
        }
        const active = chats.filter((chat) => !(chat.timestamp * 1000 < this.#since));
        let unread = 0;
        for (const chat of active) {
            const id = idText(chat.id);
            if (reasonToSkipChat(id, this.#settings)) continue;
            if (!(await this.#turns.run(id, () => this.chat(client, id, chat)))) unread += 1;
            if (unread >= GIVE_UP) return false;
        }
        if (unread > 0 || read !== this.#read) return false;
        this.#from = Math.max(this.#from, started - OVERLAP);
        this.#owed = Infinity;
        return true;
    }

    /**
     * Captures what a chat has that isn't known, oldest first. To be called in the chat's turn; before a live message too,
     * so that it doesn't overtake those that came before it.
     * @param {any} client
     * @param {string} id of the chat
     * @param {any} [chat]
     * @returns {Promise<boolean>} whether it could be read
     */
    async chat(client, id, chat) {
        if (this.#read.has(id)) return true;
        const read = this.#read;
        try {
            const { callTimeout } = this.#settings;
            const found = chat ?? (await within(callTimeout, () => client.getChatById(id)));
            const messages = await this.#messages(found, id);
            const missing = messages.filter((message) => timeOf(message) >= this.#since && this.#capture.wants(message));
            if (missing.length > 0) this.#log.info('catching up', { chat: masked(id), messages: missing.length });
            for (const message of missing) {
                await this.#capture.message(message, { client, chat: found, earlier: messages });
            }
            read.add(id);
            return true;
        } catch (error) {
            this.#log.warn('WhatsApp Web doesn\'t show a chat; it is read later', {
                chat: masked(id), reason: scrubbed(error.message ?? error),
            });
            return false;
        }
    }

    async #messages(chat, id) {
        const { callTimeout, historyLength } = this.#settings;
        for (let count = FIRST; ; count *= 4) {
            const limit = count + historyLength;
            const messages = inOrder(await within(callTimeout, () => chat.fetchMessages({ limit })));
            const reached = messages.length < limit || timeOf(messages[messages.length - count]) < this.#since;
            if (reached) return messages;
            if (count >= MOST) {
                this.#log.warn('a chat has more new messages than are read', { chat: masked(id), read: messages.length });
                return messages;
            }
        }
    }
}
