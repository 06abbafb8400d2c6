import { readFile } from 'node:fs/promises';

import { retryAfter } from './back-off.mjs';

/** Of an answer that is longer, the rest isn't looked at. */
const ANSWER_BYTES = 256 * 1024;

/**
 * Daybook's answer to one attempt.
 * @typedef {{status: number, retryAfter?: number, text: string, json?: unknown}} Answer `retryAfter` in milliseconds
 */

/**
 * Makes the function that posts a message. It throws when there is no answer.
 * @param {{endpoint: string, apiKey?: string, apiKeyFile?: string, timeout: number}} daybook `timeout` in milliseconds
 * @returns {(body: Buffer, signal?: AbortSignal) => Promise<Answer>}
 */
export function createPost({ endpoint, apiKey, apiKeyFile, timeout }) {
    return async (body, signal) => {
        // Read at each attempt, so that a renewed key needs no restart.
        const key = apiKeyFile ? await keyIn(apiKeyFile) : apiKey;
        const ending = new AbortController();
        const end = () => ending.abort(new Error('stopped'));
        const timer = setTimeout(() => ending.abort(new Error(`no answer within ${timeout / 1000} s`)), timeout);
        signal?.addEventListener('abort', end);
        if (signal?.aborted) end();
        try {
            const response = await fetch(endpoint, {
                method: 'POST',
                headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
                body,
                // A redirect would carry the key to somewhere else.
                redirect: 'manual',
                signal: ending.signal,
            });
            return await read(response);
        } finally {
            clearTimeout(timer);
            signal?.removeEventListener('abort', end);
        }
    };
}

async function keyIn(file) {
    const key = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (/^[\x21-\x7e]+$/.test(key)) return key;
    throw Object.assign(new Error('the API key file holds no key'), { code: 'API_KEY_FILE' });
}

async function read(response) {
    const chunks = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
        chunks.push(chunk);
        length += chunk.length;
        if (length >= ANSWER_BYTES) break;
    }
    const text = Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8');
    return {
        status: response.status,
        retryAfter: retryAfter(response.headers.get('retry-after'), Date.now()),
        text,
        json: parsed(text),
    };
}

/**
 * Why there was no answer, in words: fetch hides the cause one level down.
 * @param {any} error
 */
export function reasonOf(error) {
    const cause = error?.cause ?? error;
    return cause?.code ?? cause?.message ?? String(cause);
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
