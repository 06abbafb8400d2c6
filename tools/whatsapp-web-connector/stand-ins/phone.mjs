import { EventEmitter } from 'node:events';

let count = 0;

/**
 * A message in whatsapp-web.js's form (1.34), with its objects for ids.
 * @param {{chat: string, author?: string, body?: string, fromMe?: boolean, type?: string, seconds?: number, id?: string,
 *     name?: string, file?: {mimetype: string, filename?: string, size?: number, data?: string|Error}}} parts
 */
export function makeMessage(parts) {
    const { chat, author, body = '', fromMe = false, type = 'chat', name, file } = parts;
    const id = parts.id ?? `3EB0${String(++count).padStart(12, '0')}`;
    const serialized = `${fromMe}_${chat}_${id}${author ? `_${author}` : ''}`;
    return {
        parts: { ...parts, id, seconds: parts.seconds ?? Math.floor(Date.now() / 1000) },
        id: { fromMe, remote: chat, id, participant: author, _serialized: serialized },
        ack: 1,
        fromMe,
        from: fromMe ? '905550000000@c.us' : chat,
        to: fromMe ? chat : '905550000000@c.us',
        author,
        body,
        type,
        timestamp: parts.seconds ?? Math.floor(Date.now() / 1000),
        hasMedia: Boolean(file),
        isStatus: chat === 'status@broadcast',
        _data: { notifyName: name, mimetype: file?.mimetype, filename: file?.filename, size: file?.size },
    };
}

/** What WhatsApp holds, however often a client connects: chats, contacts, messages. */
export class Phone {
    chats = new Map();
    numbers = new Map();
    downloads = 0;
    /** Set to make calls of that name fail or hang: `{getContact: 'fail'}`. */
    broken = {};
    client;

    chat(id, name) {
        if (!this.chats.has(id)) this.chats.set(id, { id, name, messages: [] });
        return this.chats.get(id);
    }

    /** A message arrives; a client that is connected is told, unless it is only synchronised. */
    receive(parts, { silently = false } = {}) {
        const message = makeMessage(parts);
        this.chat(parts.chat, parts.chatName).messages.push(message);
        if (!silently) this.client?.tell(message);
        return message.id._serialized;
    }

    model(chat, client) {
        return {
            id: { _serialized: chat.id },
            name: chat.name,
            isGroup: chat.id.endsWith('@g.us'),
            timestamp: chat.messages.at(-1)?.timestamp,
            fetchMessages: ({ limit }) => this.answer('fetchMessages', client, () =>
                chat.messages.slice(-limit).map((message) => this.bound(message, client))),
        };
    }

    /** A message with the calls that whatsapp-web.js offers on it. */
    bound(message, client) {
        const { parts } = message;
        return {
            ...message,
            getChat: () => this.answer('getChat', client, () => this.model(this.chat(parts.chat), client)),
            getContact: () => this.answer('getContact', client, () => ({
                // As in WhatsApp Web: the number of a hidden sender is the digits of its id.
                id: { _serialized: message.author ?? message.from },
                number: (message.author ?? message.from).split('@')[0],
                pushname: parts.name,
            })),
            downloadMedia: () => this.answer('downloadMedia', client, () => {
                this.downloads += 1;
                const { data, mimetype, filename } = parts.file;
                if (data instanceof Error) throw data;
                return data && { mimetype, filename, data };
            }),
        };
    }

    async answer(call, client, result) {
        if (this.broken[call] === 'hang') return new Promise(() => {});
        if (this.broken[call]) throw new Error(`Evaluation failed: ${call} of 905551234567@c.us`);
        if (client.destroyed) throw new Error('Protocol error: Target closed.');
        return result();
    }
}

/** Behaves as whatsapp-web.js's Client does, as far as the connector uses it. */
export class StandInClient extends EventEmitter {
    destroyed = false;
    pupBrowser = new EventEmitter();

    constructor(phone, { failToStart = false } = {}) {
        super();
        this.phone = phone;
        this.failToStart = failToStart;
    }

    async initialize() {
        if (this.failToStart) throw 'auth timeout';
        this.emit('qr', '2@code');
        this.phone.client = this;
        setImmediate(() => this.emit('ready'));
    }

    tell(message) {
        const bound = this.phone.bound(message, this);
        this.emit('message_create', bound);
        if (!message.fromMe) this.emit('message', bound);
    }

    /** The connection is lost, as whatsapp-web.js tells of it. */
    lose(reason) {
        this.phone.client = undefined;
        this.emit('disconnected', reason);
    }

    getChats() {
        return this.phone.answer('getChats', this, () => [...this.phone.chats.values()].map((chat) => this.phone.model(chat, this)));
    }

    getChatById(id) {
        return this.phone.answer('getChatById', this, () => this.phone.model(this.phone.chat(id), this));
    }

    getContactLidAndPhone(ids) {
        return this.phone.answer('getContactLidAndPhone', this, () => ids.map((lid) => ({ lid, pn: this.phone.numbers.get(lid) })));
    }

    async getState() {
        return this.destroyed ? null : 'CONNECTED';
    }

    async destroy() {
        this.destroyed = true;
        if (this.phone.client === this) this.phone.client = undefined;
        this.pupBrowser.emit('disconnected');
    }
}
