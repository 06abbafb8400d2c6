import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { advice, gist } from './answer.mjs';
import { Capture } from './capture.mjs';
import { createPost } from './daybook.mjs';
import { Delivery } from './delivery.mjs';
import { Memory } from './memory.mjs';
import { phoneOfId } from './phone.mjs';
import { Queue } from './queue.mjs';
import { samples } from './samples.mjs';
import { table } from './table.mjs';

/**
 * Sends sample messages the way that real ones go, from a queue of their own, each once.
 * @param {import('./configuration.mjs').Settings} settings
 * @param {{print: (text: string) => void, log: ReturnType<typeof import('./log.mjs').createLog>}} surroundings
 * @returns {Promise<boolean>} whether Daybook took all of them
 */
export async function runTrial(settings, { print, log }) {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-connector-'));
    try {
        const queue = await new Queue(folder, settings.queueLimit).open();
        const memory = await new Memory(folder).open();
        const delivery = new Delivery({ queue, memory, post: createPost(settings), retry: settings.retry, log });
        const now = Date.now();
        const vip = [...settings.vip].find((id) => id.startsWith('+'));
        const rows = [];
        for (const { title, message } of samples({ run: now.toString(36).toUpperCase(), now, vip })) {
            const entry = await captured(message, title, { settings, queue, memory, log });
            const started = Date.now();
            const outcome = entry ? await delivery.attempt(entry) : { verdict: 'failed', reason: `cannot write to ${folder}` };
            rows.push({ title, outcome, milliseconds: Date.now() - started });
        }
        return report(rows, settings, print);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function captured(message, title, { settings, queue, memory, log }) {
    let kept;
    const vip = title === 'VIP' ? new Set([phoneOfId(message.from)]) : settings.vip;
    const sampled = { ...settings, groups: true, ignored: new Set(), vip };
    await new Capture({ settings: sampled, queue, memory, offer: (entry) => (kept = entry), log }).message(message, {});
    return kept;
}

function report(rows, settings, print) {
    const heads = ['sample', 'outcome', 'status', 'urgency', 'category', 'agent', 'ms'];
    const cells = rows.map(({ title, outcome: { verdict, answer, reason }, milliseconds }) => {
        const { urgency, category, agent, code } = gist(answer?.json);
        const outcome = verdict === 'delivered' ? verdict : `${verdict}${reason ?? code ? `: ${reason ?? code}` : ''}`;
        return [title, outcome, answer?.status, urgency, category, agent, milliseconds];
    });
    print(`${settings.endpoint}\n\n${table(heads, cells)}`);
    const taken = rows.every(({ outcome }) => ['delivered', 'recorded'].includes(outcome.verdict));
    const refused = rows.find(({ outcome }) => ['key', 'address', 'rejected'].includes(outcome.verdict))?.outcome;
    const told = refused && advice(refused.verdict, refused.answer?.status);
    print(taken ? '\nDaybook took all of them.\n' : `\nDaybook did not take all of them${told ? `: ${told}` : ''}.\n`);
    return taken;
}
