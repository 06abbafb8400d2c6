import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { connectorFor, eventually, filesIn, temporaryFolder } from '../stand-ins/fixture.mjs';

const [A, B] = ['905551110001@c.us', '905551110002@c.us'];
const send = (connector, chat, count, from = 0) => {
    for (let index = from; index < from + count; index += 1) connector.phone.receive({ chat, body: `${chat[11]}${index}` });
};
const expected = (chat, count) => Array.from({ length: count }, (_, index) => `${chat[11]}${index}`);
const queued = (connector) => filesIn(connector.state, 'queue').then((files) => files.length);

async function allDelivered(connector, count) {
    await eventually(() => connector.daybook.recorded.length >= count);
    await eventually(async () => (await queued(connector)) === 0);
    for (const chat of [A, B]) {
        assert.deepEqual(connector.daybook.texts(chat), expected(chat, connector.daybook.texts(chat).length));
    }
    assert.equal(connector.daybook.recorded.length, count);
    assert.equal(connector.daybook.conflicts, 0);
}

test('messages go out in order, each once, with the key, to the tenant\'s path', async (t) => {
    const connector = await connectorFor(t, { environment: { DAYBOOK_TENANT: 'acme' } });
    send(connector, A, 10);
    send(connector, B, 10);
    await allDelivered(connector, 20);
    assert.equal(connector.daybook.attempts.length, 20);
    assert.ok(connector.daybook.attempts.every(({ url, type }) => url === '/t/acme/webhook' && type === 'application/json'));
    assert.match(connector.lines.join(''), /msg=delivered .*status=200 urgency=7 category=support agent=business_workflow/);
});

test('while Daybook is down messages wait on disk, and go out in order when it is back', async (t) => {
    const connector = await connectorFor(t);
    await connector.daybook.stop();
    send(connector, A, 5);
    send(connector, B, 5);
    await eventually(async () => (await queued(connector)) === 10);
    await eventually(() => connector.lines.join('').includes('ECONNREFUSED'));
    await connector.daybook.start();
    await allDelivered(connector, 10);
});

test('answers that say later are retried, and none is lost or doubled', async (t) => {
    const cases = {
        '503': { status: 503 },
        '500': { status: 500 },
        '502 in HTML': { status: 502, body: '<html>' },
        'a cut connection': { cut: true },
        'a cut connection after recording': { cut: 'after' },
        'no answer in time': { delay: 300 },
    };
    for (const [name, behaviour] of Object.entries(cases)) {
        await t.test(name, async (t2) => {
            const connector = await connectorFor(t2, { environment: { CONNECTOR_TIMEOUT_SECONDS: '0.15' } });
            connector.daybook.behave = (_, attempt) => (attempt <= 3 ? behaviour : undefined);
            send(connector, A, 4);
            send(connector, B, 3);
            await allDelivered(connector, 7);
        });
    }
});

test('a Daybook that comes and goes gets everything in order', async (t) => {
    const connector = await connectorFor(t);
    const moods = [undefined, { status: 503 }, { cut: true }, undefined, { cut: 'after' }, { status: 500 }];
    connector.daybook.behave = (_, attempt) => moods[attempt % moods.length];
    for (let round = 0; round < 4; round += 1) {
        send(connector, A, 5, 5 * round);
        send(connector, B, 5, 5 * round);
        await connector.daybook.stop();
        await new Promise((resolve) => setTimeout(resolve, 30));
        await connector.daybook.start();
    }
    await allDelivered(connector, 40);
    assert.ok(connector.daybook.duplicates > 0, 'answers were lost, so something was sent twice');
});

test('429 is obeyed: nothing is sent before Retry-After', async (t) => {
    const connector = await connectorFor(t);
    connector.daybook.behave = (_, attempt) => (attempt === 1 ? { status: 429, headers: { 'retry-after': '1' } } : undefined);
    send(connector, A, 1);
    await eventually(() => connector.daybook.attempts.length === 1);
    send(connector, B, 1);
    await allDelivered(connector, 2);
    const [first, second] = connector.daybook.attempts;
    assert.ok(second.at - first.at >= 990, `${second.at - first.at} ms`);
});

test('a message that Daybook chokes on holds up its own chat only', async (t) => {
    const connector = await connectorFor(t);
    connector.daybook.behave = (body) => (body.current_message === '10' ? { status: 500 } : undefined);
    send(connector, A, 2);
    send(connector, B, 5);
    await eventually(() => connector.daybook.texts(B).length === 5);
    assert.deepEqual(connector.daybook.texts(A), []);
    connector.daybook.behave = () => undefined;
    await allDelivered(connector, 7);
});

test('409 is done, too', async (t) => {
    const connector = await connectorFor(t);
    connector.daybook.behave = () => ({ status: 409, body: { error: { code: 'conflict' } } });
    send(connector, A, 1);
    await eventually(() => connector.daybook.attempts.length === 1);
    await eventually(async () => (await queued(connector)) === 0);
    assert.deepEqual(await filesIn(connector.state, 'rejected'), []);
});

test('a message that is refused is kept with the answer, and the next one goes on', async (t) => {
    for (const status of [400, 413, 422]) {
        await t.test(String(status), async (t2) => {
            const connector = await connectorFor(t2);
            connector.daybook.behave = (body) => (body.current_message === '10' ? { status, body: { error: { code: 'invalid' } } } : undefined);
            send(connector, A, 2);
            await eventually(() => connector.daybook.texts(A).length === 1);
            assert.deepEqual(connector.daybook.texts(A), ['11']);
            const [record] = await filesIn(connector.state, 'rejected');
            assert.deepEqual([record.status, record.message.current_message], [status, '10']);
            assert.match(record.answer, /invalid/);
            assert.match(connector.lines.join(''), /level=error .*kept in rejected.*code=invalid/);
        });
    }
});

test('a picture too large for Daybook is kept, and its message goes without it', async (t) => {
    const connector = await connectorFor(t);
    connector.daybook.behave = (body) => (body.media?.data ? { status: 413 } : undefined);
    const data = Buffer.alloc(1000, 1).toString('base64');
    connector.phone.receive({ chat: A, type: 'image', body: 'Fatura', file: { mimetype: 'image/png', size: 1000, data } });
    await eventually(() => connector.daybook.recorded.length === 1);
    const [{ current_message: text, media }] = connector.daybook.recorded;
    assert.deepEqual([text, media], ['Fatura', { mimetype: 'image/png', size: 1000, omitted: 'too_large' }]);
    assert.equal((await filesIn(connector.state, 'rejected'))[0].message.media.data, data);
});

test('a wrong key keeps everything in the queue, says what to do, and a renewed key file is used at once', async (t) => {
    const file = join(await temporaryFolder(t), 'key');
    await writeFile(file, 'dbk_old');
    const connector = await connectorFor(t, { environment: { DAYBOOK_API_KEY: undefined, DAYBOOK_API_KEY_FILE: file } });
    send(connector, A, 3);
    await eventually(() => connector.lines.join('').includes('DAYBOOK_API_KEY_FILE to a valid one'));
    await writeFile(file, '');
    await eventually(() => connector.lines.join('').includes('API_KEY_FILE queued'));
    assert.equal(await queued(connector), 3);
    await writeFile(file, `${connector.daybook.key}\n`);
    await allDelivered(connector, 3);
});

test('a wrong address keeps everything in the queue, and the key follows no redirect', async (t) => {
    const connector = await connectorFor(t);
    const answers = [{ status: 404 }, { status: 302, headers: { location: '/elsewhere' } }, { status: 405 }];
    connector.daybook.behave = (_, attempt) => answers[attempt - 1];
    send(connector, A, 2);
    await allDelivered(connector, 2);
    assert.ok(connector.daybook.attempts.every(({ url }) => url === '/webhook'));
    assert.match(connector.lines.join(''), /is DAYBOOK_URL the address.*status=404/);
});

test('a full queue says so, and what it had no room for is fetched when there is', async (t) => {
    const connector = await connectorFor(t, { environment: { CONNECTOR_QUEUE_LIMIT: '3' }, settings: { sweepEvery: 60 } });
    await connector.daybook.stop();
    send(connector, A, 6);
    await eventually(() => connector.lines.join('').includes('the queue is full'));
    assert.equal(await queued(connector), 3);
    await connector.daybook.start();
    await allDelivered(connector, 6);
});

const asRoot = process.getuid?.() === 0 && 'root may write everywhere';

test('a folder that can\'t be written says so, and nothing is lost once it can', { skip: asRoot }, async (t) => {
    const connector = await connectorFor(t, { settings: { sweepEvery: 60 } });
    await chmod(join(connector.state, 'queue'), 0o500);
    send(connector, A, 2);
    await eventually(() => connector.lines.join('').includes('cannot keep a message'));
    await chmod(join(connector.state, 'queue'), 0o700);
    await allDelivered(connector, 2);
});

test('the end comes within seconds though Daybook hangs, and nothing is lost', async (t) => {
    const connector = await connectorFor(t);
    connector.daybook.behave = (_, attempt) => (attempt === 1 ? { delay: 4000, cut: true } : undefined);
    send(connector, A, 3);
    await eventually(() => connector.daybook.attempts.length === 1);
    const started = Date.now();
    await connector.stop();
    assert.ok(Date.now() - started < 4000);
    assert.equal(await queued(connector), 3);
    connector.start();
    await allDelivered(connector, 3);
});

test('no text and no whole number stands in the log', async (t) => {
    const connector = await connectorFor(t);
    connector.daybook.behave = (_, attempt) => (attempt === 1 ? { status: 400, body: { error: 'Merhaba of +905551110001' } } : undefined);
    connector.phone.broken.getContact = 'fail';
    connector.phone.receive({ chat: A, chatName: 'Ayşe Yılmaz', body: 'Merhaba gizli', name: 'Ayşe' });
    connector.phone.receive({ chat: A, body: 'Merhaba yine' });
    await eventually(() => connector.daybook.recorded.length === 1);
    const log = connector.lines.join('');
    assert.match(log, /captured .*chat=…0001/);
    for (const secret of ['Merhaba', 'gizli', 'Ayşe', '5551110001', '905551234567', connector.daybook.key]) {
        assert.ok(!log.includes(secret), secret);
    }
});
