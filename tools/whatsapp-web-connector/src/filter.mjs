import { identity, idText, phoneOfId } from './phone.mjs';

/** What WhatsApp itself writes into chats, what only changes another message, and what holds nothing (yet). */
const SYSTEM_TYPES = new Set([
    'album', 'broadcast_notification', 'call_log', 'ciphertext', 'debug', 'e2e_notification', 'gp2', 'group_notification',
    'keep_in_chat', 'newsletter_notification', 'notification', 'notification_template', 'pinned_message', 'protocol',
    'reaction', 'revoked',
]);

/** @param {{type?: string}} message */
export function isSystem(message) {
    return SYSTEM_TYPES.has(message.type);
}

/** @param {any} message of whatsapp-web.js */
export function isOwn(message) {
    return Boolean(message.fromMe ?? message.id?.fromMe);
}

/**
 * The chat that a message stands in.
 * @param {any} message
 * @returns {string|undefined} for example `905551234567@c.us`
 */
export function chatIdOf(message) {
    return idText(isOwn(message) ? message.to : message.from) ?? idText(message.id?.remote);
}

/**
 * Who wrote a message.
 * @param {any} message
 * @returns {string|undefined} an id; in a group that of the author
 */
export function senderIdOf(message) {
    return idText(message.author) ?? idText(message.id?.participant) ?? idText(message.from);
}

/**
 * Why a chat's messages aren't captured, if they aren't.
 * @param {string|undefined} chatId
 * @param {{groups: boolean, ignored: Set<string>}} settings
 */
export function reasonToSkipChat(chatId, { groups, ignored }) {
    if (!chatId) return 'no chat';
    if (chatId.endsWith('@broadcast')) return 'status or broadcast';
    if (chatId.endsWith('@newsletter')) return 'channel';
    if (!groups && chatId.endsWith('@g.us')) return 'group';
    if (ignored.has(identity(chatId) ?? chatId)) return 'ignored';
    return undefined;
}

/**
 * Why a message isn't captured, if it isn't.
 * @param {any} message of whatsapp-web.js
 * @param {{groups: boolean, ignored: Set<string>}} settings
 * @returns {string|undefined}
 */
export function reasonToSkip(message, settings) {
    if (!idText(message.id)) return 'no id';
    if (isOwn(message)) return 'own message';
    if (message.isStatus) return 'status or broadcast';
    if (isSystem(message)) return 'system';
    const sender = senderIdOf(message);
    const ignored = sender !== undefined && settings.ignored.has(phoneOfId(sender) ?? sender);
    return reasonToSkipChat(chatIdOf(message), settings) ?? (ignored ? 'ignored' : undefined);
}
