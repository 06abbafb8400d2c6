#!/usr/bin/env node
import { HELP, UsageError, parseCommandLine } from './src/command-line.mjs';
import { ConfigurationError, loadConfiguration } from './src/configuration.mjs';
import { runLive } from './src/live.mjs';
import { createLog } from './src/log.mjs';
import { scrubbed } from './src/phone.mjs';
import { stopSignal } from './src/signals.mjs';
import { statusText } from './src/status.mjs';
import { runTrial } from './src/trial.mjs';
import { loadWhatsApp } from './src/whatsapp.mjs';

const print = (text) => process.stdout.write(text);

async function main() {
    const { mode, file } = parseCommandLine(process.argv.slice(2));
    if (mode === 'help') return print(HELP);
    const settings = loadConfiguration(process.env, { file, sends: mode !== 'status' });
    if (mode === 'status') return print(await statusText(settings.stateDir, Date.now()));
    const log = createLog({ level: mode === 'test' ? 'error' : settings.logLevel });
    if (mode === 'test') {
        if (!(await runTrial(settings, { print, log }))) process.exitCode = 1;
        return;
    }
    const whatsApp = await loadWhatsApp(settings);
    await runLive(settings, { ...whatsApp, log, signal: stopSignal() });
}

try {
    await main();
} catch (error) {
    const wrong = error instanceof ConfigurationError || error instanceof UsageError;
    const said = wrong ? `${error.message}\nconnector.mjs --help says more.` : scrubbed(error.message ?? error);
    process.stderr.write(`${said}\n`);
    process.exitCode = wrong ? 2 : 1;
}
// What the browser or a kept-alive connection leaves open must not keep the process.
process.stdout.write('', () => process.exit());
