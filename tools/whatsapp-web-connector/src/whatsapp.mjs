import { join } from 'node:path';

/**
 * Loads WhatsApp Web's client. It is no part of the tests, so it is asked for only here.
 * @param {import('./configuration.mjs').Settings} settings
 * @returns {Promise<{createClient: () => any, showQR: (code: string) => void}>}
 * @throws {Error} with what to do, when the packages aren't installed
 */
export async function loadWhatsApp(settings) {
    const { Client, LocalAuth } = await load('whatsapp-web.js');
    const qrcode = await load('qrcode-terminal');
    return {
        createClient: () => new Client({
            authStrategy: new LocalAuth({ dataPath: join(settings.stateDir, 'session') }),
            puppeteer: { headless: true, executablePath: settings.browser, args: settings.browserArgs },
        }),
        showQR: (code) => qrcode.generate(code, { small: true }, (picture) => {
            const where = 'In WhatsApp on the phone: Settings > Linked devices > Link a device, then scan:';
            process.stderr.write(`${where}\n${picture}\n`);
        }),
    };
}

async function load(name) {
    try {
        const loaded = await import(name);
        return loaded.default ?? loaded;
    } catch (error) {
        if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
        throw new Error(`${name} is not installed: run \`npm install\` in the folder of connector.mjs`);
    }
}
