/**
 * A WhatsApp id as text. whatsapp-web.js gives ids as strings in some places and as objects in others.
 * @param {string|{_serialized?: string, user?: string, server?: string}|null|undefined} id
 * @returns {string|undefined}
 */
export function idText(id) {
    if (typeof id === 'string') return id || undefined;
    if (typeof id?._serialized === 'string') return id._serialized;
    if (id?.user && id?.server) return `${id.user}@${id.server}`;
    return undefined;
}

/**
 * The phone number that an id stands for. Only ids of the servers `c.us` and `s.whatsapp.net` are numbers: the digits
 * of `…@lid` are WhatsApp's own, and those of a group are nobody's.
 * @param {Parameters<typeof idText>[0]} id for example `905551234567@c.us`, or with a device `905551234567:12@c.us`
 * @returns {string|undefined} `+` and 7 to 15 digits (E.164)
 */
export function phoneOfId(id) {
    const match = /^(\d{7,15})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)$/.exec(idText(id) ?? '');
    return match ? `+${match[1]}` : undefined;
}

/**
 * A person or chat as the lists of the configuration name it, in the one form that ids are compared in.
 * @param {string} text a phone number in any usual notation, or a WhatsApp id
 * @returns {string|undefined} `+<digits>` for numbers and for ids that are numbers, else the id; nothing if it is neither
 */
export function identity(text) {
    const trimmed = text.trim();
    if (trimmed.includes('@')) {
        if (!/^[\w.:-]+@(c\.us|s\.whatsapp\.net|g\.us|lid)$/.test(trimmed)) return undefined;
        return phoneOfId(trimmed) ?? trimmed;
    }
    if (!/^\+?[\d\s().-]+$/.test(trimmed)) return undefined;
    const digits = trimmed.replace(/\D/g, '').replace(/^00/, '');
    return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : undefined;
}

/**
 * What may stand in a log of a number or id: its last four digits.
 * @param {string|undefined} numberOrId
 */
export function masked(numberOrId) {
    const digits = (numberOrId ?? '').split('@')[0].replace(/\D/g, '');
    return digits.length > 4 ? `…${digits.slice(-4)}` : '…';
}

/**
 * Text of somebody else's program, such as an error's, without what could be a phone number, in at most 200 characters.
 * @param {unknown} text
 */
export function scrubbed(text) {
    return String(text).replace(/\+?\d(?:[\s().-]?\d){6,}/g, masked).replace(/\s+/g, ' ').slice(0, 200);
}
