import { chatIdOf, reasonToSkip, senderIdOf } from './filter.mjs';
import { mediaOf } from './media.mjs';
import { bodyOf, historyOf, timeOf } from './message.mjs';
import { idText, identity, masked, scrubbed } from './phone.mjs';
import { messageKey } from './queue.mjs';
import { phoneOfSender } from './sender.mjs';
import { within } from './time.mjs';

/** Beyond the history: the message itself, and notices that don't count. */
const HISTORY_SLACK = 6;

/** Makes a body of a message of WhatsApp and puts it into the queue. */
export class Capture {
    #settings;
    #queue;
    #memory;
    #offer;
    #log;
    #underWay = new Set();
    #missedSince = Infinity;

    /**
     * @param {{settings: import('./configuration.mjs').Settings, queue: import('./queue.mjs').Queue,
     *     memory: import('./memory.mjs').Memory, offer: (entry: import('./queue.mjs').Entry) => void,
     *     log: ReturnType<typeof import('./log.mjs').createLog>}} parts
     */
    constructor({ settings, queue, memory, offer, log }) {
        this.#settings = settings;
        this.#queue = queue;
        this.#memory = memory;
        this.#offer = offer;
        this.#log = log;
    }

    /** Whether a message is one that is sent, and isn't in hand or done already. */
    wants(message) {
        if (reasonToSkip(message, this.#settings)) return false;
        const key = messageKey(idText(message.id));
        return !this.#underWay.has(key) && !this.#queue.has(key) && !this.#memory.has(key);
    }

    /**
     * Captures a message unless it is known. It never throws: what can't be kept now is found again by catching up.
     * @param {any} message of whatsapp-web.js
     * @param {{client?: any, chat?: any, earlier?: any[]}} known what needn't be asked for
     */
    async message(message, known) {
        if (!this.wants(message)) return;
        const key = messageKey(idText(message.id));
        this.#underWay.add(key);
        try {
            const body = await this.#body(message, known);
            const entry = await this.#queue.put(body);
            const { chat_id: chat, message_type: type } = body;
            this.#log.debug('captured', { message: key.slice(0, 8), chat: masked(chat), type });
            this.#offer(entry);
        } catch (error) {
            this.#missedSince = Math.min(this.#missedSince, timeOf(message));
            const reason = scrubbed(error.code ?? error.message);
            this.#log.error(whatToDo(error), { message: key.slice(0, 8), reason });
        } finally {
            this.#underWay.delete(key);
        }
    }

    /**
     * The time of the oldest message that couldn't be kept since the last call.
     * @returns {number} milliseconds since 1970; Infinity if there is none
     */
    takeMissedSince() {
        const since = this.#missedSince;
        this.#missedSince = Infinity;
        return since;
    }

    async #body(message, { client, chat, earlier }) {
        const { callTimeout, historyLength, mediaLimit, mediaTimeout, vip } = this.#settings;
        const ask = (what, call) => within(callTimeout, call).catch((error) => {
            this.#log.debug(`WhatsApp Web doesn't tell the ${what}`, { reason: scrubbed(error.message ?? error) });
        });
        const found = chat ?? (await ask('chat', () => message.getChat()));
        const contact = await ask('contact', () => message.getContact());
        const phone = await phoneOfSender(client, senderIdOf(message), contact, callTimeout);
        const limit = historyLength + HISTORY_SLACK;
        const around = earlier ?? (historyLength > 0 && (await ask('history', () => found?.fetchMessages({ limit }))));
        return bodyOf(message, {
            chat: found,
            contact,
            phone,
            history: historyOf(around || [], message, { limit: historyLength, chatName: found?.name }),
            isVip: isVip(vip, [phone, senderIdOf(message), chatIdOf(message)]),
            media: await mediaOf(message, { limit: mediaLimit, timeout: mediaTimeout }),
        });
    }
}

function isVip(vip, ids) {
    return ids.some((id) => id !== undefined && vip.has(identity(id) ?? id));
}

function whatToDo(error) {
    switch (error.code) {
        case 'QUEUE_FULL':
            return 'the queue is full: is Daybook out of reach? (--status tells more; CONNECTOR_QUEUE_LIMIT)';
        case 'ENOSPC':
        case 'EDQUOT':
            return 'no room on the disk: make some, the message is fetched again then';
        default:
            return 'cannot keep a message; it is fetched again later';
    }
}
