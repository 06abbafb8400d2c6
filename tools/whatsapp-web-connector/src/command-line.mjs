import { parseArgs } from 'node:util';

/** What `--help` prints. */
export const HELP = `Feeds Daybook's POST /webhook from WhatsApp Web.

node connector.mjs [--config FILE]            run; the first time it shows a QR code to scan with the phone
node connector.mjs --test [--config FILE]     send sample messages to Daybook and show its answers; no WhatsApp needed
node connector.mjs --status [--config FILE]   what waits in the queue, and what Daybook refused
node connector.mjs --help

Needed: DAYBOOK_URL, and DAYBOOK_API_KEY or DAYBOOK_API_KEY_FILE (\`daybook keys create --scope ingest\` makes a key).
DAYBOOK_TENANT for another tenant than the default one. All settings: README.md beside this program.

Examples:
  DAYBOOK_URL=http://127.0.0.1:8080 DAYBOOK_API_KEY_FILE=ingest.key node connector.mjs --test
  DAYBOOK_URL=https://daybook.example.com DAYBOOK_TENANT=acme DAYBOOK_API_KEY_FILE=ingest.key \\
      CONNECTOR_VIP='+90 555 123 45 67' CONNECTOR_GROUPS=off node connector.mjs
  node connector.mjs --config connector.json

Exit codes: 0 done, 1 failed, 2 wrong arguments or configuration.
`;

/** Arguments that make no sense. */
export class UsageError extends Error {}

/**
 * @param {string[]} words without node and the program
 * @returns {{mode: 'live'|'test'|'status'|'help', file?: string}}
 * @throws {UsageError}
 */
export function parseCommandLine(words) {
    let values;
    try {
        ({ values } = parseArgs({
            args: words,
            options: {
                config: { type: 'string' },
                help: { type: 'boolean', short: 'h' },
                status: { type: 'boolean' },
                test: { type: 'boolean' },
            },
        }));
    } catch (error) {
        throw new UsageError(error.message);
    }
    if (values.help) return { mode: 'help' };
    if (values.test && values.status) throw new UsageError('--test and --status exclude each other');
    return { mode: values.test ? 'test' : values.status ? 'status' : 'live', file: values.config };
}
