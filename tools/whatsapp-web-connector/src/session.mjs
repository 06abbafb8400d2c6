import { backOff } from './back-off.mjs';
import { scrubbed } from './phone.mjs';
import { pause, within } from './time.mjs';

/** After which a session counts as one that works, so that the next failure begins with a short wait again. */
const STEADY = 60_000;
/** How often a page is asked whether it is alive, and how often in a row it may say nothing. */
const PULSE = { every: 60_000, timeout: 20_000, silent: 3 };

/** A connection to WhatsApp Web that is made again whenever it ends: each time with a new client, in a new browser. */
export class Session {
    #createClient;
    #handlers;
    #reconnect;
    #log;
    #stopping = new AbortController();
    #client;
    #fail = () => {};
    #running;

    /**
     * @param {{createClient: () => any, reconnect: {first: number, longest: number},
     *     log: ReturnType<typeof import('./log.mjs').createLog>,
     *     handlers: {qr: (code: string) => void, message: (client: any, message: any) => void,
     *         ready: (client: any) => void}}} parts
     */
    constructor({ createClient, reconnect, log, handlers }) {
        this.#createClient = createClient;
        this.#handlers = handlers;
        this.#reconnect = reconnect;
        this.#log = log;
    }

    start() {
        this.#running = this.#run();
    }

    /** Ends the present client; a new one follows. @param {string} reason */
    fail(reason) {
        this.#fail(reason);
    }

    /** Ends the client for good, within about five seconds. */
    async stop() {
        this.#stopping.abort();
        this.#fail('stopping');
        await this.#running;
    }

    async #run() {
        let failures = 0;
        while (!this.#stopping.signal.aborted) {
            const { reason, steady } = await this.#once();
            if (this.#stopping.signal.aborted) return;
            failures = steady ? 1 : failures + 1;
            const wait = backOff(failures, this.#reconnect);
            const event = reason === 'LOGOUT'
                ? 'the phone has logged this device out: a new QR code follows'
                : 'WhatsApp Web has gone; connecting again';
            this.#log.warn(event, { reason: scrubbed(reason), next_try: `${(wait / 1000).toFixed(1)}s` });
            await pause(wait, this.#stopping.signal);
        }
    }

    /** One client from its making to its end. */
    async #once() {
        let fail;
        const ended = new Promise((resolve) => (fail = resolve));
        this.#fail = fail;
        let readyAt;
        const watch = new AbortController();
        let client;
        try {
            client = await this.#createClient();
            this.#listen(client, fail, () => (readyAt ??= Date.now()));
            Promise.resolve(client.initialize()).catch((error) => fail(`start: ${error?.message ?? error}`));
            this.#watch(client, fail, () => readyAt !== undefined, watch.signal);
        } catch (error) {
            fail(error?.message ?? String(error));
        }
        const reason = String(await ended);
        watch.abort();
        await this.#end(client);
        return { reason, steady: readyAt !== undefined && Date.now() - readyAt > STEADY };
    }

    #listen(client, fail, onReady) {
        const { qr, message, ready } = this.#handlers;
        let trouble = false;
        client.on('qr', (code) => qr(code));
        client.on('ready', () => {
            onReady();
            // whatsapp-web.js doesn't tell of a browser that crashed.
            client.pupBrowser?.once?.('disconnected', () => fail('the browser has ended'));
            this.#log.info('connected to WhatsApp Web');
            ready(client);
        });
        // Some releases leave out one or the other; what comes twice is captured once.
        client.on('message', (received) => message(client, received));
        client.on('message_create', (created) => message(client, created));
        client.on('auth_failure', (reason) => {
            this.#log.error('WhatsApp refuses the stored login; if it goes on, remove the folder session/ and scan anew');
            fail(`auth_failure: ${reason}`);
        });
        client.on('disconnected', fail);
        client.on('change_state', (state) => {
            this.#log.debug('state of WhatsApp Web', { state });
            // What came while the phone or the network was away is synchronised without an event.
            if (state === 'CONNECTED' && trouble) ready(client);
            trouble = state !== 'CONNECTED';
        });
    }

    async #watch(client, fail, isReady, signal) {
        if (typeof client.getState !== 'function') return;
        for (let silent = 0; silent < PULSE.silent; ) {
            await pause(PULSE.every, signal);
            if (signal.aborted) return;
            if (!isReady()) continue;
            const alive = await within(PULSE.timeout, () => client.getState()).then(() => true, () => false);
            silent = alive ? 0 : silent + 1;
        }
        fail('the page no longer answers');
    }

    async #end(client) {
        if (!client) return;
        client.removeAllListeners();
        // An EventEmitter without a listener for errors would end the process.
        client.on('error', () => {});
        await within(5000, () => client.destroy()).catch((error) => {
            this.#log.debug('the old client doesn\'t end well', { reason: scrubbed(error?.message ?? error) });
        });
    }
}
