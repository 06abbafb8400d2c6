import { CatchUp } from './catch-up.mjs';
import { Capture } from './capture.mjs';
import { createPost } from './daybook.mjs';
import { Delivery } from './delivery.mjs';
import { chatIdOf, reasonToSkip } from './filter.mjs';
import { Memory } from './memory.mjs';
import { scrubbed } from './phone.mjs';
import { Queue } from './queue.mjs';
import { Session } from './session.mjs';
import { openState } from './state.mjs';
import { pause } from './time.mjs';
import { Turns } from './turns.mjs';

/** How long attempts under way, and captures under way, may take after the end was asked for. */
const GRACE = 3000;

/**
 * Runs the connector until it is asked to end.
 * @param {import('./configuration.mjs').Settings} settings
 * @param {{createClient: () => any, showQR: (code: string) => void,
 *     log: ReturnType<typeof import('./log.mjs').createLog>, signal: AbortSignal}} surroundings
 * @returns {Promise<void>} when everything has ended
 */
export async function runLive(settings, { createClient, showQR, log, signal }) {
    const state = await openState(settings.stateDir);
    try {
        const queue = await new Queue(settings.stateDir, settings.queueLimit).open();
        const memory = await new Memory(settings.stateDir).open();
        const delivery = new Delivery({ queue, memory, post: createPost(settings), retry: settings.retry, log });
        const capture = new Capture({ settings, queue, memory, offer: (entry) => delivery.offer(entry), log });
        const turns = new Turns();
        const catchUp = new CatchUp({ settings, capture, turns, log, from: state.firstStart });
        let ready;
        const sweep = (client) => {
            ready = client;
            catchUp.begin();
            catchUp.sweep(client).catch((error) => log.error('reading the chats failed', { reason: scrubbed(error) }));
        };
        const session = new Session({
            createClient,
            reconnect: settings.reconnect,
            log,
            handlers: {
                qr: showQR,
                ready: sweep,
                message: (client, message) => receive({ client, message, settings, turns, catchUp, capture, log }),
            },
        });
        const unhandled = (error) => session.fail(`in WhatsApp Web's page: ${error?.message ?? error}`);
        process.on('unhandledRejection', unhandled);
        delivery.start();
        session.start();
        while (!signal.aborted) {
            await pause(settings.sweepEvery, signal);
            if (!signal.aborted && ready) sweep(ready);
        }
        log.info('ending', { queued: queue.size });
        await Promise.all([session.stop(), Promise.race([turns.idle(), pause(GRACE)])]);
        await delivery.stop(GRACE);
        process.off('unhandledRejection', unhandled);
        log.info('ended', { queued: queue.size });
    } finally {
        await state.release();
    }
}

function receive({ client, message, settings, turns, catchUp, capture, log }) {
    const reason = reasonToSkip(message, settings);
    if (reason) return log.debug('left out', { reason });
    const chat = chatIdOf(message);
    turns.run(chat, async () => {
        await catchUp.chat(client, chat);
        await capture.message(message, { client });
    }).catch((error) => log.error('a message could not be looked at', { reason: scrubbed(error) }));
}
