import { chatIdOf, isOwn, isSystem, senderIdOf } from './filter.mjs';
import { idText, phoneOfId } from './phone.mjs';
import { isoTime } from './time.mjs';

/** Daybook's names for whatsapp-web.js's types, where they differ. */
const TYPES = new Map([
    ['chat', 'text'],
    ['ptt', 'voice'],
    ['vcard', 'contact'],
    ['multi_vcard', 'contacts'],
    ['poll_creation', 'poll'],
]);

const FILE_TYPES = new Set(['image', 'video', 'audio', 'ptt', 'document', 'sticker']);

/** @param {string|undefined} type of whatsapp-web.js */
export function typeName(type) {
    return TYPES.get(type) ?? type ?? 'unknown';
}

/**
 * The words of a message: its text or caption, a place in words.
 * @param {any} message of whatsapp-web.js
 */
export function textOf(message) {
    if (message.type === 'location') return placeOf(message.location);
    // Without a file to download, WhatsApp's `body` of a picture is its thumbnail.
    if (FILE_TYPES.has(message.type) && !message.hasMedia) return message._data?.caption ?? '';
    return typeof message.body === 'string' ? message.body : '';
}

/** @param {any} message @returns {number} milliseconds since 1970; WhatsApp counts seconds */
export function timeOf(message) {
    return Number.isFinite(message.timestamp) ? message.timestamp * 1000 : 0;
}

/**
 * Messages in the order in which they were written; those of one second stay as they were.
 * @template T
 * @param {T[]} messages
 * @returns {T[]}
 */
export function inOrder(messages) {
    return [...messages].sort((a, b) => timeOf(a) - timeOf(b));
}

/**
 * What was said before a message.
 * @param {any[]} messages of the chat, among which the message itself may be
 * @param {any} message
 * @param {{limit: number, chatName?: string}} options
 * @returns {{sender: string, content: string, timestamp: string, type: string, from_me: boolean}[]} oldest first
 */
export function historyOf(messages, message, { limit, chatName }) {
    const ordered = inOrder(messages);
    const id = idText(message.id);
    const place = ordered.findIndex((other) => idText(other.id) === id);
    const earlier = place >= 0
        ? ordered.slice(0, place)
        : ordered.filter((other) => timeOf(other) <= timeOf(message));
    const shown = earlier.filter((other) => !isSystem(other));
    return limit === 0 ? [] : shown.slice(-limit).map((other) => ({
        sender: senderName(other, chatName),
        content: textOf(other),
        timestamp: isoTime(timeOf(other)),
        type: typeName(other.type),
        from_me: isOwn(other),
    }));
}

/**
 * The body of `POST /webhook`.
 * @param {any} message of whatsapp-web.js
 * @param {{chat?: any, contact?: any, phone?: string, history: ReturnType<typeof historyOf>, isVip: boolean,
 *     media?: object}} context what was found out about it; `chat` and `contact` may be missing
 */
export function bodyOf(message, { chat, contact, phone, history, isVip, media }) {
    const chatId = chatIdOf(message);
    const isGroup = isGroupId(chatId);
    const sender = senderIdOf(message);
    const name = chat?.name || contact?.name || contact?.pushname || message._data?.notifyName;
    return {
        message_id: idText(message.id),
        chat_time: isoTime(timeOf(message) || Date.now()),
        chat_name: name || (isGroup ? chatId : (phone ?? chatId)),
        phone_number: phone,
        chat_id: chatId,
        current_message: textOf(message),
        message_type: typeName(message.type),
        history,
        is_vip: isVip,
        is_group: isGroup,
        group_name: isGroup ? chat?.name || undefined : undefined,
        author: isGroup ? (phone ?? sender) : undefined,
        media,
    };
}

/** @param {string|undefined} chatId */
export function isGroupId(chatId) {
    return Boolean(chatId?.endsWith('@g.us'));
}

function senderName(message, chatName) {
    if (isOwn(message)) return 'me';
    const sender = senderIdOf(message);
    const inGroup = isGroupId(chatIdOf(message));
    return message._data?.notifyName || (inGroup ? undefined : chatName) || phoneOfId(sender) || sender || 'unknown';
}

function placeOf(location) {
    if (!location) return '';
    const { latitude, longitude } = location;
    const known = Number.isFinite(Number(latitude)) && Number.isFinite(Number(longitude));
    // Older releases have the words in `description` only.
    const words = location.description || [location.name, location.address].filter(Boolean).join('\n');
    return [words, known ? `geo:${latitude},${longitude}` : ''].filter(Boolean).join('\n');
}
