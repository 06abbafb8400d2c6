import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CONNECTOR = fileURLToPath(new URL('../connector.mjs', import.meta.url));
const LIVE = fileURLToPath(new URL('./live.mjs', import.meta.url));

/** Runs `connector.mjs` to its end, with no environment but what is given. */
export async function runConnector(words, environment = {}) {
    const child = start(CONNECTOR, words, environment);
    const [code] = await once(child, 'close');
    return { code, out: child.out, log: child.log };
}

/**
 * Starts a connector with a stand-in phone, to be killed. What it prints is in `out` and `log`.
 * @param {string} phoneFile messages that WhatsApp holds already, one in JSON a line
 */
export function startLive(phoneFile, environment) {
    return start(LIVE, [phoneFile], environment);
}

function start(program, words, environment) {
    const child = spawn(process.execPath, [program, ...words], { env: { PATH: process.env.PATH, ...environment } });
    Object.assign(child, { out: '', log: '' });
    child.stdout.on('data', (chunk) => (child.out += chunk));
    child.stderr.on('data', (chunk) => (child.log += chunk));
    // What a killed one doesn't read any more is no failure of the test.
    child.stdin.on('error', () => {});
    return child;
}
