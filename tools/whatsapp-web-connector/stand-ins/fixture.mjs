import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadConfiguration } from '../src/configuration.mjs';
import { runLive } from '../src/live.mjs';
import { createLog } from '../src/log.mjs';
import { StandInDaybook } from './daybook.mjs';
import { Phone, StandInClient } from './phone.mjs';

/** A folder that goes when the test ends. */
export async function temporaryFolder(t) {
    const folder = await mkdtemp(join(tmpdir(), 'connector-test-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    return folder;
}

/** A Daybook that goes when the test ends. */
export async function daybookFor(t) {
    const daybook = await new StandInDaybook().start();
    t.after(() => daybook.stop());
    return daybook;
}

/** What a connector's environment says in tests: short waits. */
export function environmentFor(daybook, state, more = {}) {
    return {
        DAYBOOK_URL: daybook.url,
        DAYBOOK_API_KEY: daybook.key,
        CONNECTOR_STATE_DIR: state,
        CONNECTOR_RETRY_FIRST_SECONDS: '0.02',
        CONNECTOR_RETRY_LONGEST_SECONDS: '0.1',
        ...more,
    };
}

/**
 * A connector in this process, with a phone and a Daybook of its own.
 * @returns an object with `phone`, `daybook`, `state`, `clients`, `lines` (the log), and `stop` and `start` to begin anew
 */
export async function connectorFor(t, { environment, settings, phone = new Phone(), makeClient } = {}) {
    const state = await mkdtemp(join(tmpdir(), 'connector-test-'));
    const running = { phone, daybook: await new StandInDaybook().start(), state, clients: [], lines: [], codes: [] };
    running.settings = {
        ...loadConfiguration(environmentFor(running.daybook, running.state, environment)),
        reconnect: { first: 10, longest: 40 },
        callTimeout: 5000,
        mediaTimeout: 200,
        sweepTimeout: 5000,
        ...settings,
    };
    let stopping;
    let ended;
    running.start = () => {
        stopping = new AbortController();
        ended = runLive(running.settings, {
            createClient: () => {
                const client = makeClient?.(running.clients.length) ?? new StandInClient(phone);
                running.clients.push(client);
                return client;
            },
            showQR: (code) => running.codes.push(code),
            log: createLog({ level: 'debug', write: (line) => running.lines.push(line) }),
            signal: stopping.signal,
        });
        return ended;
    };
    running.stop = async () => {
        stopping.abort();
        await ended;
    };
    running.start();
    t.after(async () => {
        await running.stop();
        await running.daybook.stop();
        await rm(state, { recursive: true, force: true, maxRetries: 5 });
    });
    await eventually(() => phone.client !== undefined || makeClient);
    return running;
}

/** Waits until something holds. */
export async function eventually(check, milliseconds = 15_000) {
    const end = Date.now() + milliseconds;
    for (;;) {
        if (await check()) return;
        if (Date.now() > end) throw new Error(`it did not come about: ${check}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
}

/** The JSON files of a folder of the state, oldest first. */
export async function filesIn(state, folder) {
    const names = (await readdir(join(state, folder))).filter((name) => name.endsWith('.json')).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(state, folder, name), 'utf8').catch(() => undefined)));
    // One that was delivered meanwhile is no longer there.
    return texts.filter((text) => text !== undefined).map((text) => JSON.parse(text));
}
