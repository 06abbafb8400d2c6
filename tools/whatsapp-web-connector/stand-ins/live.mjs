// A connector in a process of its own, to be killed: its phone holds what the file named first says, and receives what
// comes on standard input, one message in JSON a line; at the word `reject` something in the page goes wrong.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { loadConfiguration } from '../src/configuration.mjs';
import { runLive } from '../src/live.mjs';
import { createLog } from '../src/log.mjs';
import { stopSignal } from '../src/signals.mjs';
import { Phone, StandInClient } from './phone.mjs';

const phone = new Phone();
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
    if (line) phone.receive(JSON.parse(line), { silently: true });
}
createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'reject') Promise.reject(new Error('Execution context was destroyed'));
    else phone.receive(JSON.parse(line));
});
await runLive(loadConfiguration(process.env), {
    createClient: () => new StandInClient(phone),
    showQR: () => {},
    log: createLog(),
    signal: stopSignal(),
});
process.exit(0);
