import assert from 'node:assert/strict';
import { test } from 'node:test';

import { reasonToSkip } from '../src/filter.mjs';
import { makeMessage } from '../stand-ins/phone.mjs';

const settings = (more = {}) => ({ groups: true, ignored: new Set(), ...more });
const chat = '905551234567@c.us';
const group = '120363000000000001@g.us';

test('customers\' messages are captured, of persons and of groups', () => {
    for (const parts of [{ chat }, { chat: '1799@lid' }, { chat: group, author: chat }, { chat, type: 'image' }, { chat, type: 'vcard' }]) {
        assert.equal(reasonToSkip(makeMessage(parts), settings()), undefined, JSON.stringify(parts));
    }
});

test('what isn\'t a customer\'s message is left out', () => {
    const cases = [
        [{ chat, fromMe: true }, 'own message'],
        [{ chat: 'status@broadcast', author: chat }, 'status or broadcast'],
        [{ chat: '905551234567-1@broadcast' }, 'status or broadcast'],
        [{ chat: '120363000000000009@newsletter' }, 'channel'],
        ...['e2e_notification', 'notification_template', 'gp2', 'group_notification', 'protocol', 'ciphertext', 'revoked', 'call_log']
            .map((type) => [{ chat, type }, 'system']),
    ];
    for (const [parts, reason] of cases) assert.equal(reasonToSkip(makeMessage(parts), settings()), reason, JSON.stringify(parts));
    assert.equal(reasonToSkip({ type: 'chat', from: chat }, settings()), 'no id');
});

test('groups can be switched off', () => {
    assert.equal(reasonToSkip(makeMessage({ chat: group, author: chat }), settings({ groups: false })), 'group');
    assert.equal(reasonToSkip(makeMessage({ chat }), settings({ groups: false })), undefined);
});

test('chats and persons can be ignored, persons in groups too', () => {
    const ignored = new Set(['+905551234567', '120363000000000002@g.us', '1799@lid']);
    for (const parts of [{ chat }, { chat: group, author: chat }, { chat: '120363000000000002@g.us', author: '905550001122@c.us' }, { chat: '1799@lid' }]) {
        assert.equal(reasonToSkip(makeMessage(parts), settings({ ignored })), 'ignored', JSON.stringify(parts));
    }
    assert.equal(reasonToSkip(makeMessage({ chat: '905550001122@c.us' }), settings({ ignored })), undefined);
});
