import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { daybookFor, environmentFor, eventually, filesIn, temporaryFolder } from '../stand-ins/fixture.mjs';
import { startLive } from '../stand-ins/programs.mjs';

const CHATS = ['905551110001@c.us', '905551110002@c.us', '120363000000000001@g.us'];
const ROUNDS = 8;

test('nothing is lost and no order is broken through kill -9 at any moment', async (t) => {
    const folder = await temporaryFolder(t);
    const daybook = await daybookFor(t);
    const phoneFile = join(folder, 'phone');
    const environment = environmentFor(daybook, join(folder, 'state'));
    await writeFile(phoneFile, '');
    const seed = Number(process.env.SEED ?? Date.now() % 100_000);
    t.diagnostic(`SEED=${seed}`);
    const random = randomFrom(seed);
    // Daybook loses every fifth answer after it has recorded the message, and every seventh before.
    daybook.behave = (_, attempt) => (attempt % 5 === 0 ? { cut: 'after' } : attempt % 7 === 0 ? { status: 503 } : undefined);
    let sent = 0;
    let child;
    t.after(() => child?.kill('SIGKILL'));
    for (let round = 0; round < ROUNDS; round += 1) {
        child = startLive(phoneFile, environment);
        await eventually(() => child.log.includes('connected to WhatsApp Web'));
        for (let index = 0; index < 12; index += 1, sent += 1) {
            const chat = CHATS[sent % CHATS.length];
            const author = chat.endsWith('@g.us') ? '905551119999@c.us' : undefined;
            const line = `${JSON.stringify({ chat, author, body: String(sent), id: `M${sent}`, seconds: Math.floor(Date.now() / 1000) })}\n`;
            await appendFile(phoneFile, line);
            child.stdin.write(line);
            await pause(random() * 8);
        }
        await pause(random() * 60);
        const closed = once(child, 'close');
        child.kill('SIGKILL');
        await closed;
    }
    daybook.behave = () => undefined;
    child = startLive(phoneFile, environment);
    await eventually(() => daybook.recorded.length >= sent);
    await eventually(async () => (await filesIn(join(folder, 'state'), 'queue')).length === 0);
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    assert.deepEqual(await closed, [0, null]);
    for (const [index, chat] of CHATS.entries()) {
        const expected = Array.from({ length: sent / CHATS.length }, (_, turn) => String(turn * CHATS.length + index));
        assert.deepEqual(daybook.texts(chat), expected);
    }
    assert.equal(daybook.conflicts, 0, 'what is sent again is the same to the byte');
    assert.deepEqual(await filesIn(join(folder, 'state'), 'rejected'), []);
});

test('SIGTERM ends it with what waits on disk, and a page that goes wrong doesn\'t end it', async (t) => {
    const folder = await temporaryFolder(t);
    const daybook = await daybookFor(t);
    await daybook.stop();
    await writeFile(join(folder, 'phone'), '');
    const child = startLive(join(folder, 'phone'), environmentFor(daybook, join(folder, 'state')));
    t.after(() => child.kill('SIGKILL'));
    await eventually(() => child.log.includes('connected to WhatsApp Web'));
    child.stdin.write(`${JSON.stringify({ chat: CHATS[0], body: 'waits' })}\n`);
    await eventually(() => child.log.includes('ECONNREFUSED'));
    child.stdin.write('reject\n');
    await eventually(() => child.log.includes('connecting again'));
    const started = Date.now();
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    assert.deepEqual(await closed, [0, null]);
    assert.ok(Date.now() - started < 5000);
    assert.deepEqual((await filesIn(join(folder, 'state'), 'queue')).map((body) => body.current_message), ['waits']);
    await assert.rejects(readFile(join(folder, 'state', 'running')), { code: 'ENOENT' });
});

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Numbers that a seed repeats (mulberry32). */
function randomFrom(seed) {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}
