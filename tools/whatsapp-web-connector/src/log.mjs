const LEVELS = ['debug', 'info', 'warn', 'error'];

/**
 * A log of one line an event, in logfmt. Callers pass only what may be read by anybody: no text of a message, no name,
 * and numbers masked.
 * @param {{level?: string, write?: (line: string) => void, now?: () => number}} [options]
 * @returns {Record<'debug'|'info'|'warn'|'error', (text: string, fields?: Record<string, unknown>) => void>}
 */
export function createLog({ level = 'info', write = (line) => process.stderr.write(line), now = Date.now } = {}) {
    const least = LEVELS.indexOf(level);
    const at = (name) => (text, fields = {}) => {
        if (LEVELS.indexOf(name) < least) return;
        const pairs = Object.entries({ time: new Date(now()).toISOString(), level: name, msg: text, ...fields });
        write(`${pairs.filter(([, v]) => v !== undefined).map(([k, v]) => `${k}=${quoted(v)}`).join(' ')}\n`);
    };
    return Object.fromEntries(LEVELS.map((name) => [name, at(name)]));
}

function quoted(value) {
    const text = String(value);
    return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
