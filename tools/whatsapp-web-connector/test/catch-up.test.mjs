import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connectorFor, eventually } from '../stand-ins/fixture.mjs';

const A = '905551110001@c.us';
const B = '905551110002@c.us';
const now = () => Math.floor(Date.now() / 1000);
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

test('what came while the connection was away is sent afterwards, in order, and nothing twice', async (t) => {
    const { phone, daybook } = await connectorFor(t);
    phone.receive({ chat: A, body: 'a0' });
    await eventually(() => daybook.recorded.length === 1);
    const old = phone.client;
    old.lose('TIMEOUT');
    for (let index = 1; index <= 5; index += 1) phone.receive({ chat: A, body: `a${index}` }, { silently: true });
    phone.receive({ chat: B, body: 'b0' }, { silently: true });
    await eventually(() => daybook.recorded.length === 7);
    await settle();
    assert.deepEqual(daybook.texts(A), ['a0', 'a1', 'a2', 'a3', 'a4', 'a5']);
    assert.deepEqual(daybook.texts(B), ['b0']);
    assert.equal(daybook.attempts.length, 7);
    assert.deepEqual(daybook.recorded.find((body) => body.current_message === 'a3').history.map((each) => each.content), ['a0', 'a1', 'a2']);
});

test('what came while the connector didn\'t run is sent at the next start; what is older than the first start never', async (t) => {
    const connector = await connectorFor(t);
    const { phone, daybook } = connector;
    phone.receive({ chat: A, body: 'live' });
    await eventually(() => daybook.recorded.length === 1);
    await connector.stop();
    phone.receive({ chat: A, body: 'ancient', seconds: now() - 5000 }, { silently: true });
    for (let index = 0; index < 120; index += 1) phone.receive({ chat: A, body: `missed ${index}` }, { silently: true });
    phone.receive({ chat: A, body: 'own', fromMe: true }, { silently: true });
    phone.receive({ chat: 'status@broadcast', author: A, body: 'status' }, { silently: true });
    connector.start();
    await eventually(() => daybook.recorded.length === 121);
    await settle();
    assert.deepEqual(daybook.texts(), ['live', ...Array.from({ length: 120 }, (_, index) => `missed ${index}`)]);
    assert.equal(daybook.duplicates + daybook.conflicts, 0);
});

test('a live message doesn\'t overtake those that its chat still owes', async (t) => {
    const { phone, daybook } = await connectorFor(t, { settings: { sweepTimeout: 300 } });
    phone.broken.getChats = 'hang';
    phone.client.lose('CONFLICT');
    await eventually(() => phone.client);
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (let index = 0; index < 3; index += 1) phone.receive({ chat: A, body: `silent ${index}` }, { silently: true });
    phone.receive({ chat: A, body: 'live' });
    await eventually(() => daybook.recorded.length === 4);
    assert.deepEqual(daybook.texts(A), ['silent 0', 'silent 1', 'silent 2', 'live']);
});

test('a network that was away without a disconnect is noticed by the change of state', async (t) => {
    const { phone, daybook } = await connectorFor(t);
    await settle();
    phone.client.emit('change_state', 'TIMEOUT');
    phone.receive({ chat: A, body: 'silent' }, { silently: true });
    phone.client.emit('change_state', 'CONNECTED');
    await eventually(() => daybook.recorded.length === 1);
});

test('from time to time all chats are read, whatever events say; a failure is made good', async (t) => {
    const { phone, daybook, lines } = await connectorFor(t, { settings: { sweepEvery: 40 } });
    phone.broken.fetchMessages = 'fail';
    phone.receive({ chat: A, body: 'silent' }, { silently: true });
    await eventually(() => lines.join('').includes('read later'));
    phone.broken = {};
    await eventually(() => daybook.recorded.length === 1);
    phone.receive({ chat: B, body: 'not readable yet', type: 'ciphertext' }, { silently: true });
    await settle();
    Object.assign(phone.chats.get(B).messages[0], { type: 'chat', body: 'readable' });
    await eventually(() => daybook.texts(B).length === 1);
    assert.deepEqual(daybook.texts(B), ['readable']);
});

test('a refused message isn\'t sent again by catching up', async (t) => {
    const { phone, daybook } = await connectorFor(t, { settings: { sweepEvery: 40 } });
    daybook.behave = () => ({ status: 400 });
    phone.receive({ chat: A, body: 'refused' });
    await eventually(() => daybook.attempts.length === 1);
    await settle();
    assert.equal(daybook.attempts.length, 1);
});
