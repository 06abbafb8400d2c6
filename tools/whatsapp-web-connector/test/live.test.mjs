import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connectorFor, eventually } from '../stand-ins/fixture.mjs';
import { Phone, StandInClient } from '../stand-ins/phone.mjs';

const CUSTOMER = '905551110001@c.us';
const GROUP = '120363000000000001@g.us';
const LID = '179950657237125@lid';
const now = () => Math.floor(Date.now() / 1000);

test('a new message brings the last 20 before it, which are not sent themselves', async (t) => {
    const phone = new Phone();
    for (let index = 0; index < 35; index += 1) {
        phone.receive({ chat: CUSTOMER, chatName: 'Ayşe', body: `old ${index}`, seconds: now() - 4000 + index, fromMe: index % 3 === 0 }, { silently: true });
    }
    const { daybook, codes } = await connectorFor(t, { phone });
    const id = phone.receive({ chat: CUSTOMER, body: 'Merhaba', name: 'Ayşe' });
    await eventually(() => daybook.recorded.length > 0);
    const [body] = daybook.recorded;
    assert.equal(body.message_id, id);
    assert.deepEqual(body.history.map((each) => each.content), Array.from({ length: 20 }, (_, index) => `old ${index + 15}`));
    assert.deepEqual([body.chat_name, body.phone_number, body.chat_id, body.is_group], ['Ayşe', '+905551110001', CUSTOMER, false]);
    assert.equal(body.history[0].from_me, true);
    assert.equal(daybook.recorded.length, 1);
    assert.deepEqual(codes, ['2@code']);
});

test('a shorter history is asked for, or none', async (t) => {
    for (const [length, expected] of [['2', ['b', 'c']], ['0', []]]) {
        const connector = await connectorFor(t, { environment: { CONNECTOR_HISTORY: length } });
        for (const body of ['a', 'b', 'c', 'd']) connector.phone.receive({ chat: CUSTOMER, body });
        await eventually(() => connector.daybook.recorded.length === 4);
        assert.deepEqual(connector.daybook.recorded[3].history.map((each) => each.content), expected);
    }
});

test('VIPs are known by number, by id, and by group', async (t) => {
    const { phone, daybook } = await connectorFor(t, { environment: { CONNECTOR_VIP: `+90 555 111 00 01, 120363000000000002@g.us, ${LID}` } });
    phone.receive({ chat: CUSTOMER, body: 'number' });
    phone.receive({ chat: GROUP, author: CUSTOMER, body: 'number in a group' });
    phone.receive({ chat: '120363000000000002@g.us', author: '905550002233@c.us', body: 'group' });
    phone.receive({ chat: LID, body: 'hidden' });
    phone.receive({ chat: '905550002233@c.us', body: 'nobody' });
    await eventually(() => daybook.recorded.length === 5);
    const vips = Object.fromEntries(daybook.recorded.map((body) => [body.current_message, body.is_vip]));
    assert.deepEqual(vips, { number: true, 'number in a group': true, group: true, hidden: true, nobody: false });
});

test('a hidden sender has a number only where WhatsApp tells it', async (t) => {
    const { phone, daybook } = await connectorFor(t);
    phone.numbers.set('1000000000001@lid', '905557778899@c.us');
    phone.receive({ chat: LID, body: 'unknown' });
    phone.receive({ chat: '1000000000001@lid', body: 'known' });
    phone.receive({ chat: GROUP, chatName: 'Servis', author: LID, body: 'in a group' });
    await eventually(() => daybook.recorded.length === 3);
    const find = (text) => daybook.recorded.find((body) => body.current_message === text);
    assert.ok(!('phone_number' in find('unknown')));
    assert.equal(find('unknown').chat_id, LID);
    assert.equal(find('known').phone_number, '+905557778899');
    assert.deepEqual([find('in a group').author, find('in a group').group_name], [LID, 'Servis']);
});

test('own messages, statuses, notices, ignored chats and groups that are off stay out', async (t) => {
    const { phone, daybook } = await connectorFor(t, { environment: { CONNECTOR_GROUPS: 'off', CONNECTOR_IGNORED: '905559990000' } });
    phone.receive({ chat: CUSTOMER, body: 'own', fromMe: true });
    phone.receive({ chat: 'status@broadcast', author: CUSTOMER, body: 'status' });
    phone.receive({ chat: CUSTOMER, type: 'e2e_notification' });
    phone.receive({ chat: GROUP, author: CUSTOMER, body: 'group' });
    phone.receive({ chat: '905559990000@c.us', body: 'ignored' });
    phone.receive({ chat: CUSTOMER, body: 'wanted' });
    await eventually(() => daybook.recorded.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(daybook.texts(), ['wanted']);
    assert.deepEqual(daybook.recorded[0].history.map((each) => [each.content, each.from_me]), [['own', true]]);
});

test('a page of WhatsApp that fails or hangs costs the context, never the message', async (t) => {
    const calls = ['getChat', 'getContact', 'getChatById', 'fetchMessages', 'downloadMedia', 'getContactLidAndPhone', 'getChats'];
    for (const way of ['fail', 'hang']) {
        await t.test(way, async (t2) => {
            const connector = await connectorFor(t2, { settings: { callTimeout: 30, sweepTimeout: 30, mediaTimeout: 30 } });
            for (const call of calls) connector.phone.broken[call] = way;
            connector.phone.receive({ chat: LID, type: 'image', body: 'Fatura', name: 'Ali', file: { mimetype: 'image/jpeg', size: 10, data: 'AAAA' } });
            await eventually(() => connector.daybook.recorded.length === 1);
            const [body] = connector.daybook.recorded;
            assert.deepEqual([body.current_message, body.chat_name, body.history, body.media.omitted], ['Fatura', 'Ali', [], 'unavailable']);
        });
    }
});

test('files come along up to the limit', async (t) => {
    const { phone, daybook } = await connectorFor(t, { environment: { CONNECTOR_MEDIA_LIMIT_MB: '0.001' } });
    const data = (size) => Buffer.alloc(size, 7).toString('base64');
    phone.receive({ chat: CUSTOMER, type: 'ptt', file: { mimetype: 'audio/ogg; codecs=opus', size: 1000, data: data(1000) } });
    phone.receive({ chat: CUSTOMER, type: 'document', body: 'fiyat', file: { mimetype: 'application/pdf', filename: 'fiyat.pdf', size: 2000, data: data(2000) } });
    await eventually(() => daybook.recorded.length === 2);
    const [voice, document] = daybook.recorded;
    assert.deepEqual([voice.message_type, voice.media], ['voice', { mimetype: 'audio/ogg; codecs=opus', size: 1000, data: data(1000) }]);
    assert.deepEqual(document.media, { mimetype: 'application/pdf', filename: 'fiyat.pdf', size: 2000, omitted: 'too_large' });
    assert.equal(phone.downloads, 1);
});

test('a slow file doesn\'t let the next message of its chat overtake it', async (t) => {
    const { phone, daybook } = await connectorFor(t, { settings: { mediaTimeout: 100 } });
    phone.broken.downloadMedia = 'hang';
    phone.receive({ chat: CUSTOMER, type: 'image', body: 'first', file: { mimetype: 'image/jpeg', size: 5 } });
    phone.receive({ chat: CUSTOMER, body: 'second' });
    phone.receive({ chat: '905551110002@c.us', body: 'elsewhere' });
    await eventually(() => daybook.recorded.length === 3);
    assert.deepEqual(daybook.texts(CUSTOMER), ['first', 'second']);
    assert.equal(daybook.recorded[0].current_message, 'elsewhere');
});

test('it connects again after every way in which WhatsApp Web goes, and hears nothing of the old client', async (t) => {
    const connector = await connectorFor(t);
    const { phone, daybook, clients } = connector;
    const ends = [
        (client) => client.lose('CONFLICT'),
        (client) => client.lose('LOGOUT'),
        (client) => client.emit('auth_failure', 'expired'),
        (client) => client.pupBrowser.emit('disconnected'),
    ];
    for (const [index, end] of ends.entries()) {
        const old = phone.client;
        end(old);
        await eventually(() => phone.client && phone.client !== old && old.destroyed);
        phone.receive({ chat: CUSTOMER, body: `${index}` });
        await eventually(() => daybook.recorded.length === index + 1);
        assert.equal(old.listenerCount('message'), 0);
    }
    assert.equal(clients.length, 5);
    assert.deepEqual(daybook.texts(), ['0', '1', '2', '3']);
    assert.match(connector.lines.join(''), /a new QR code follows/);
});

test('a client that can\'t be started is tried again, with growing waits', async (t) => {
    const phone = new Phone();
    const connector = await connectorFor(t, { phone, makeClient: (count) => new StandInClient(phone, { failToStart: count < 3 }) });
    await eventually(() => phone.client);
    assert.equal(connector.clients.length, 4);
    assert.equal(connector.lines.filter((line) => line.includes('auth timeout')).length, 3);
});
