import { pause, within } from './time.mjs';

const ATTEMPTS = 2;

/**
 * A message's file, or why it isn't there.
 * @param {any} message of whatsapp-web.js
 * @param {{limit: number, timeout: number, pauseBetween?: number}} options `limit` in bytes of the file, times in ms
 * @returns {Promise<{mimetype?: string, filename?: string, size?: number, data?: string,
 *     omitted?: 'too_large'|'unavailable'}|undefined>} `data` in base64; nothing if the message has no file
 */
export async function mediaOf(message, { limit, timeout, pauseBetween = 1000 }) {
    if (!message.hasMedia) return undefined;
    const told = {
        mimetype: message._data?.mimetype,
        filename: message._data?.filename,
        size: sizeOf(message._data?.size),
    };
    if (limit === 0 || told.size > limit) return { ...told, omitted: 'too_large' };
    const file = await download(message, timeout, pauseBetween);
    if (!file?.data) return { ...told, omitted: 'unavailable' };
    const found = {
        mimetype: file.mimetype ?? told.mimetype,
        filename: file.filename ?? told.filename,
        size: Buffer.byteLength(file.data, 'base64'),
    };
    return found.size > limit ? { ...found, omitted: 'too_large' } : { ...found, data: file.data };
}

async function download(message, timeout, pauseBetween) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        if (attempt > 1) await pause(pauseBetween);
        const file = await within(timeout, () => message.downloadMedia()).catch(() => undefined);
        if (file?.data) return file;
    }
    return undefined;
}

function sizeOf(value) {
    const size = Number(value);
    return Number.isSafeInteger(size) && size > 0 ? size : undefined;
}
