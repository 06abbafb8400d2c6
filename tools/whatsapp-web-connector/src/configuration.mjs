import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { SETTINGS, Unusable } from './settings-table.mjs';

/** Everything that is wrong with the configuration, one line each. */
export class ConfigurationError extends Error {
    /** @param {string[]} problems */
    constructor(problems) {
        super(problems.join('\n'));
        this.problems = problems;
    }
}

/**
 * The connector's settings; times in milliseconds, sizes in bytes.
 * @typedef {{endpoint?: string, apiKey?: string, apiKeyFile?: string, timeout: number,
 *     retry: {first: number, longest: number}, stateDir: string, vip: Set<string>, ignored: Set<string>, groups: boolean,
 *     historyLength: number, mediaLimit: number, queueLimit: number, catchUpTime: number, browser?: string,
 *     browserArgs: string[], logLevel: string, callTimeout: number, mediaTimeout: number, sweepTimeout: number,
 *     sweepEvery: number, reconnect: {first: number, longest: number}}} Settings
 */

/** What isn't left to a person: how long WhatsApp Web may take, and how often all chats are read. */
const FIXED = {
    callTimeout: 15_000,
    mediaTimeout: 60_000,
    sweepTimeout: 60_000,
    sweepEvery: 15 * 60_000,
    reconnect: { first: 2000, longest: 300_000 },
};

/**
 * Reads the environment and, where that says nothing, the file.
 * @param {Record<string, string|undefined>} environment
 * @param {{file?: string, sends?: boolean}} [options] `sends`: whether Daybook's address and key are needed
 * @returns {Settings}
 * @throws {ConfigurationError}
 */
export function loadConfiguration(environment, { file, sends = true } = {}) {
    const problems = [];
    const inFile = file === undefined ? {} : readFile(file, problems);
    const values = {};
    for (const setting of SETTINGS) values[setting.key] = valueOf(setting, environment, inFile, problems);
    if (values.retry_first_seconds > values.retry_longest_seconds) {
        problems.push('retry_first_seconds must not be above retry_longest_seconds');
    }
    const apiKey = environment.DAYBOOK_API_KEY?.trim() || undefined;
    if (sends) checkDaybook(values, apiKey, problems);
    if (problems.length > 0) throw new ConfigurationError(problems);
    return settings(values, apiKey);
}

function settings(values, apiKey) {
    const tenant = values.tenant ? `/t/${values.tenant}` : '';
    return {
        ...FIXED,
        endpoint: values.url && `${values.url}${tenant}/webhook`,
        apiKey,
        apiKeyFile: apiKey ? undefined : values.api_key_file,
        timeout: values.timeout_seconds * 1000,
        retry: { first: values.retry_first_seconds * 1000, longest: values.retry_longest_seconds * 1000 },
        stateDir: resolve(values.state_dir),
        vip: new Set(values.vip),
        ignored: new Set(values.ignored),
        groups: values.groups,
        historyLength: values.history,
        mediaLimit: Math.floor(values.media_limit_mb * 1024 * 1024),
        queueLimit: values.queue_limit,
        catchUpTime: values.catch_up_hours * 3_600_000,
        browser: values.browser,
        browserArgs: values.browser_args,
        logLevel: values.log_level,
    };
}

function readFile(file, problems) {
    try {
        const content = JSON.parse(readFileSync(file, 'utf8'));
        const isObject = content !== null && typeof content === 'object' && !Array.isArray(content);
        if (!isObject) throw new Error('it is no JSON object');
        const known = SETTINGS.map((setting) => setting.key);
        for (const key of Object.keys(content).filter((name) => !known.includes(name))) {
            problems.push(`${file}: ${JSON.stringify(key)} is unknown; there are ${known.join(', ')}`);
        }
        return content;
    } catch (error) {
        problems.push(`${file}: cannot be read: ${error.message}`);
        return {};
    }
}

function valueOf({ key, variable, read, fallback }, environment, inFile, problems) {
    const set = environment[variable] !== undefined && environment[variable] !== '';
    if (!set && inFile[key] === undefined) return fallback;
    try {
        return read(set ? environment[variable] : inFile[key]);
    } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        problems.push(`${set ? variable : key} ${error.message}`);
        return fallback;
    }
}

function checkDaybook(values, apiKey, problems) {
    if (!values.url && !problems.some((line) => /^(DAYBOOK_URL|url) /.test(line))) {
        problems.push('DAYBOOK_URL is missing: the address of Daybook, for example http://127.0.0.1:8080');
    }
    if (apiKey) {
        if (!/^[\x21-\x7e]+$/.test(apiKey)) problems.push('DAYBOOK_API_KEY is no API key');
    } else if (!values.api_key_file) {
        problems.push('DAYBOOK_API_KEY or DAYBOOK_API_KEY_FILE is missing; `daybook keys create --scope ingest` makes a key');
    } else {
        try {
            if (readFileSync(values.api_key_file, 'utf8').trim() === '') problems.push('DAYBOOK_API_KEY_FILE is empty');
        } catch (error) {
            problems.push(`DAYBOOK_API_KEY_FILE cannot be read: ${error.code ?? error.message}`);
        }
    }
}
