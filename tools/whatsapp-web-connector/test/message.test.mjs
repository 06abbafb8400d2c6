import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bodyOf, historyOf, textOf, typeName } from '../src/message.mjs';
import { makeMessage } from '../stand-ins/phone.mjs';

const CUSTOMER = '905551234567@c.us';
const GROUP = '120363000000000001@g.us';

test('a message of a person becomes the body of a webhook', () => {
    const message = makeMessage({ chat: CUSTOMER, body: 'Merhaba', id: 'A1', seconds: 1704110400 });
    const body = bodyOf(message, { chat: { name: 'Ayşe' }, phone: '+905551234567', history: [], isVip: false });
    assert.deepEqual(JSON.parse(JSON.stringify(body)), {
        message_id: 'false_905551234567@c.us_A1',
        chat_time: '2024-01-01T12:00:00Z',
        chat_name: 'Ayşe',
        phone_number: '+905551234567',
        chat_id: CUSTOMER,
        current_message: 'Merhaba',
        message_type: 'text',
        history: [],
        is_vip: false,
        is_group: false,
    });
});

test('a message of a group names the group and its author', () => {
    const author = '179950657237125@lid';
    const message = makeMessage({ chat: GROUP, author, body: 'Fren?', id: 'B2', seconds: 1704110400 });
    const body = JSON.parse(JSON.stringify(bodyOf(message, { chat: { name: 'Servis' }, history: [], isVip: true })));
    assert.equal(body.message_id, `false_${GROUP}_B2_${author}`);
    assert.deepEqual([body.is_group, body.group_name, body.chat_name, body.author], [true, 'Servis', 'Servis', author]);
    assert.ok(!('phone_number' in body), 'a hidden number is left out');
    assert.equal(bodyOf(message, { phone: '+905551110001', history: [], isVip: false }).author, '+905551110001');
});

test('a chat without a name is called by what is known', () => {
    const name = (parts, context) => bodyOf(makeMessage({ chat: CUSTOMER, ...parts }), { history: [], isVip: false, ...context }).chat_name;
    assert.equal(name({}, { contact: { pushname: 'Ali' } }), 'Ali');
    assert.equal(name({ name: 'Veli' }, {}), 'Veli');
    assert.equal(name({}, { phone: '+905551234567' }), '+905551234567');
    assert.equal(name({ chat: '1799@lid' }, {}), '1799@lid');
});

test('types have Daybook\'s names', () => {
    const names = { chat: 'text', ptt: 'voice', vcard: 'contact', image: 'image', audio: 'audio', video: 'video', document: 'document',
        sticker: 'sticker', location: 'location' };
    for (const [type, name] of Object.entries(names)) assert.equal(typeName(type), name);
    assert.equal(typeName(undefined), 'unknown');
});

test('a thumbnail is never taken for words', () => {
    assert.equal(textOf({ type: 'image', hasMedia: false, body: '/9j/4AAQ', _data: { caption: 'Fatura' } }), 'Fatura');
    assert.equal(textOf({ type: 'image', hasMedia: true, body: 'Fatura' }), 'Fatura');
    assert.equal(textOf({ type: 'sticker', hasMedia: false, body: 'UklGR' }), '');
    const location = { latitude: 41.01, longitude: '28.97', description: 'Galata\nİstanbul' };
    assert.equal(textOf({ type: 'location', body: '/9j/4AAQ', location }), 'Galata\nİstanbul\ngeo:41.01,28.97');
    assert.equal(textOf({ type: 'location', body: '/9j/4AAQ' }), '');
});

test('the history is the last 20 before the message, oldest first', () => {
    const messages = Array.from({ length: 40 }, (_, index) =>
        makeMessage({ chat: CUSTOMER, body: `m${index}`, seconds: 1000 + index, fromMe: index % 2 === 1, name: 'Ayşe' }));
    const shuffled = [...messages.slice(20), ...messages.slice(0, 20)];
    const history = historyOf(shuffled, messages[30], { limit: 20, chatName: 'Ayşe' });
    assert.deepEqual(history.map((each) => each.content), messages.slice(10, 30).map((each) => each.body));
    assert.deepEqual(history[0], { sender: 'Ayşe', content: 'm10', timestamp: '1970-01-01T00:16:50Z', type: 'text', from_me: false });
    assert.deepEqual([history[1].sender, history[1].from_me], ['me', true]);
    assert.deepEqual(historyOf(messages, messages[30], { limit: 0 }), []);
});

test('the history has neither notices nor what came after a message that isn\'t listed', () => {
    const messages = [
        makeMessage({ chat: CUSTOMER, body: 'before', seconds: 10 }),
        makeMessage({ chat: CUSTOMER, type: 'e2e_notification', seconds: 11 }),
        makeMessage({ chat: CUSTOMER, body: 'after', seconds: 30 }),
    ];
    const history = historyOf(messages, makeMessage({ chat: CUSTOMER, seconds: 20 }), { limit: 20, chatName: 'Ayşe' });
    assert.deepEqual(history.map((each) => [each.sender, each.content]), [['Ayşe', 'before']]);
});

test('who spoke in a group is named by the name, else the number, else the id', () => {
    const messages = [
        makeMessage({ chat: GROUP, author: '905551110001@c.us', name: 'Usta', seconds: 1 }),
        makeMessage({ chat: GROUP, author: '905551110001@c.us', seconds: 2 }),
        makeMessage({ chat: GROUP, author: '1799@lid', seconds: 3 }),
    ];
    const history = historyOf(messages, makeMessage({ chat: GROUP, seconds: 4 }), { limit: 20, chatName: 'Servis' });
    assert.deepEqual(history.map((each) => each.sender), ['Usta', '+905551110001', '1799@lid']);
});
