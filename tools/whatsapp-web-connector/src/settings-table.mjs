import { fileURLToPath } from 'node:url';

import { identity } from './phone.mjs';

/** A value that can't be used; the message completes "<name> …". */
export class Unusable extends Error {}

const STATE = fileURLToPath(new URL('../state', import.meta.url));

/**
 * What can be configured: the key in the JSON file, the variable, how either is read, and what holds without them.
 * @type {{key: string, variable: string, read: (value: unknown) => unknown, fallback?: unknown}[]}
 */
export const SETTINGS = [
    { key: 'url', variable: 'DAYBOOK_URL', read: address },
    { key: 'tenant', variable: 'DAYBOOK_TENANT', read: tenant },
    { key: 'api_key_file', variable: 'DAYBOOK_API_KEY_FILE', read: text },
    { key: 'state_dir', variable: 'CONNECTOR_STATE_DIR', read: text, fallback: STATE },
    { key: 'vip', variable: 'CONNECTOR_VIP', read: people, fallback: [] },
    { key: 'ignored', variable: 'CONNECTOR_IGNORED', read: people, fallback: [] },
    { key: 'groups', variable: 'CONNECTOR_GROUPS', read: yesOrNo, fallback: true },
    { key: 'history', variable: 'CONNECTOR_HISTORY', read: whole(0, 20), fallback: 20 },
    { key: 'media_limit_mb', variable: 'CONNECTOR_MEDIA_LIMIT_MB', read: number(0, 100), fallback: 5 },
    { key: 'queue_limit', variable: 'CONNECTOR_QUEUE_LIMIT', read: whole(1, 1_000_000), fallback: 10_000 },
    { key: 'catch_up_hours', variable: 'CONNECTOR_CATCH_UP_HOURS', read: number(0, 24 * 30), fallback: 72 },
    { key: 'timeout_seconds', variable: 'CONNECTOR_TIMEOUT_SECONDS', read: number(0.1, 600), fallback: 30 },
    { key: 'retry_first_seconds', variable: 'CONNECTOR_RETRY_FIRST_SECONDS', read: number(0.01, 3600), fallback: 1 },
    { key: 'retry_longest_seconds', variable: 'CONNECTOR_RETRY_LONGEST_SECONDS', read: number(0.01, 3600), fallback: 300 },
    { key: 'browser', variable: 'CONNECTOR_BROWSER', read: text },
    { key: 'browser_args', variable: 'CONNECTOR_BROWSER_ARGS', read: list, fallback: [] },
    { key: 'log_level', variable: 'LOG_LEVEL', read: oneOf('debug', 'info', 'warn', 'error'), fallback: 'info' },
];

function text(value) {
    if (typeof value !== 'string' || value.trim() === '') throw new Unusable('must be a text');
    return value.trim();
}

function address(value) {
    let url;
    try {
        url = new URL(text(value));
    } catch {
        throw new Unusable('must be an address such as https://daybook.example.com');
    }
    if (!['http:', 'https:'].includes(url.protocol)) throw new Unusable('must begin with http:// or https://');
    if (url.username || url.password || url.search || url.hash) throw new Unusable('must be without user, ? and #');
    const path = url.pathname.replace(/\/+$/, '');
    if (path.endsWith('/webhook')) throw new Unusable('must be the address before /webhook');
    return url.origin + path;
}

function tenant(value) {
    if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(text(value))) throw new Unusable('must be 1 to 63 of a–z, 0–9, - and _');
    return text(value);
}

function list(value) {
    const items = Array.isArray(value) ? value : text(value).split(',');
    if (!items.every((item) => typeof item === 'string')) throw new Unusable('must be a list of texts');
    return items.map((item) => item.trim()).filter((item) => item !== '');
}

function people(value) {
    return list(value).map((item, index) => {
        const known = identity(item);
        if (!known) throw new Unusable(`must be numbers with country code, or WhatsApp ids; item ${index + 1} is neither`);
        return known;
    });
}

function yesOrNo(value) {
    if (value === true || /^(true|on|yes|1)$/i.test(value)) return true;
    if (value === false || /^(false|off|no|0)$/i.test(value)) return false;
    throw new Unusable('must be on or off');
}

function number(least, most) {
    return (value) => {
        const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
        const fits = typeof read === 'number' && read >= least && read <= most;
        if (!fits) throw new Unusable(`must be from ${least} to ${most}`);
        return read;
    };
}

function whole(least, most) {
    return (value) => {
        const read = number(least, most)(value);
        if (!Number.isInteger(read)) throw new Unusable('must be a whole number');
        return read;
    };
}

function oneOf(...words) {
    return (value) => {
        if (!words.includes(value)) throw new Unusable(`must be one of ${words.join(', ')}`);
        return value;
    };
}
