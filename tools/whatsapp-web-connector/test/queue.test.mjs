import assert from 'node:assert/strict';
import { appendFile, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Memory } from '../src/memory.mjs';
import { Queue, QueueFull, inspectQueue, messageKey } from '../src/queue.mjs';
import { StateInUse, openState, runningIn } from '../src/state.mjs';
import { filesIn, temporaryFolder } from '../stand-ins/fixture.mjs';

const body = (id, chat = 'a@c.us') => ({ message_id: id, chat_id: chat, current_message: `text ${id}` });

test('what is put is there after a restart, in order, and what is removed is not', async (t) => {
    const state = await temporaryFolder(t);
    const queue = await new Queue(state, 100).open();
    const entries = [];
    for (let index = 0; index < 12; index += 1) entries.push(await queue.put(body(`m${index}`, index % 2 ? 'a@c.us' : 'b@c.us')));
    await queue.remove(entries[0]);
    const again = await new Queue(state, 100).open();
    assert.deepEqual(again.entries(), entries.slice(1));
    assert.ok(again.has(messageKey('m1')) && !again.has(messageKey('m0')));
    assert.deepEqual(JSON.parse(await again.read(entries[1])), body('m1', 'a@c.us'));
    assert.equal((await again.put(body('m99'))).sequence, 13);
    assert.equal(new Set(entries.map((entry) => entry.chat)).size, 2);
});

test('the queue has a bound and says so', async (t) => {
    const queue = await new Queue(await temporaryFolder(t), 2).open();
    await queue.put(body('1'));
    await queue.put(body('2'));
    await assert.rejects(queue.put(body('3')), QueueFull);
    assert.equal(queue.size, 2);
});

test('half a file that a kill left is removed, and foreign files stay', async (t) => {
    const state = await temporaryFolder(t);
    await (await new Queue(state, 10).open()).put(body('1'));
    await writeFile(join(state, 'queue', '.writing-1-2-3'), '{"mess');
    await writeFile(join(state, 'queue', 'note.txt'), 'mine');
    assert.equal((await new Queue(state, 10).open()).size, 1);
    assert.deepEqual((await readdir(join(state, 'queue'))).filter((name) => !name.endsWith('.json')), ['note.txt']);
});

test('nobody else may read the messages', async (t) => {
    const state = await temporaryFolder(t);
    const queue = await new Queue(state, 10).open();
    const entry = await queue.put(body('false_905551234567@c.us_A'));
    assert.equal((await stat(join(state, 'queue', entry.name))).mode & 0o077, 0);
    assert.equal((await stat(join(state, 'queue'))).mode & 0o077, 0);
    assert.ok(!entry.name.includes('5551234567'));
});

test('a rejected message is kept with its answer, and counted', async (t) => {
    const state = await temporaryFolder(t);
    const queue = await new Queue(state, 10).open();
    const entry = await queue.put(body('1'));
    await queue.reject(entry, { status: 400, answer: 'no', message: body('1') });
    await queue.put(body('2'));
    const [record] = await filesIn(state, 'rejected');
    assert.deepEqual([record.status, record.answer, record.message], [400, 'no', body('1')]);
    const seen = await inspectQueue(state);
    assert.deepEqual([seen.queued, seen.rejected], [2, 1]);
    assert.ok(Math.abs(Date.now() - seen.oldest) < 10_000);
    assert.deepEqual(await inspectQueue(join(state, 'nowhere')), { queued: 0, oldest: undefined, rejected: 0 });
});

test('the memory outlives restarts, forgets the oldest first, and keeps its file short', async (t) => {
    const state = await temporaryFolder(t);
    const memory = await new Memory(state, 10).open();
    const keys = Array.from({ length: 55 }, (_, index) => messageKey(String(index)));
    await Promise.all(keys.map((key) => memory.add(key)));
    const again = await new Memory(state, 10).open();
    assert.deepEqual(keys.map((key) => again.has(key)), keys.map((_, index) => index >= 45));
    assert.ok((await readFile(join(state, 'delivered'), 'utf8')).split('\n').length <= 21);
});

test('a line of the memory that a kill cut off spoils no other', async (t) => {
    const state = await temporaryFolder(t);
    await (await new Memory(state).open()).add(messageKey('1'));
    await appendFile(join(state, 'delivered'), messageKey('2').slice(0, 9));
    const memory = await new Memory(state).open();
    await memory.add(messageKey('3'));
    const again = await new Memory(state).open();
    assert.deepEqual(['1', '2', '3'].map((id) => again.has(messageKey(id))), [true, false, true]);
});

test('two connectors never work on one folder, and a killed one doesn\'t block it', { skip: process.platform !== 'linux' && 'needs /proc' }, async (t) => {
    const folder = join(await temporaryFolder(t), 'state');
    const state = await openState(folder);
    const birth = (await readFile(join(folder, 'running'), 'utf8')).split(' ')[1];
    // This process's parent lives as well; with its own time of birth it counts as a connector.
    const parentBirth = (await readFile(`/proc/${process.ppid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ')[19];
    await writeFile(join(folder, 'running'), `${process.ppid} ${parentBirth}`);
    assert.equal(await runningIn(folder), process.ppid);
    await assert.rejects(openState(folder), StateInUse);
    await writeFile(join(folder, 'running'), `${process.ppid} ${Number(birth) + 1}`);
    const next = await openState(folder);
    assert.equal(next.firstStart, state.firstStart);
    await next.release();
    assert.equal(await runningIn(folder), undefined);
});
