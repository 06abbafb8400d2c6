import assert from 'node:assert/strict';
import { test } from 'node:test';

import { identity, idText, masked, phoneOfId, scrubbed } from '../src/phone.mjs';

test('only ids that are numbers have a phone number', () => {
    const cases = [
        ['905551234567@c.us', '+905551234567'],
        ['905551234567:12@s.whatsapp.net', '+905551234567'],
        [{ _serialized: '447700900123@c.us' }, '+447700900123'],
        [{ user: '447700900123', server: 'c.us' }, '+447700900123'],
        ['179950657237125@lid', undefined],
        ['120363000000000001@g.us', undefined],
        ['status@broadcast', undefined],
        ['0@c.us', undefined],
        [undefined, undefined],
        [null, undefined],
    ];
    for (const [id, phone] of cases) assert.equal(phoneOfId(id), phone, JSON.stringify(id));
});

test('an id is read from a text and from an object', () => {
    assert.equal(idText('a@c.us'), 'a@c.us');
    assert.equal(idText({ _serialized: 'a@c.us' }), 'a@c.us');
    assert.equal(idText({ user: 'a', server: 'lid' }), 'a@lid');
    assert.equal(idText({}), undefined);
    assert.equal(idText(''), undefined);
});

test('people are named by numbers in any notation and by ids', () => {
    const cases = [
        ['905551234567', '+905551234567'],
        ['+90 (555) 123-45-67', '+905551234567'],
        ['0090 555 123 45 67', '+905551234567'],
        ['905551234567@c.us', '+905551234567'],
        ['179950657237125@lid', '179950657237125@lid'],
        ['120363000000000001@g.us', '120363000000000001@g.us'],
        ['Ayşe', undefined],
        ['12345', undefined],
        ['a@b.example', undefined],
    ];
    for (const [text, expected] of cases) assert.equal(identity(text), expected, text);
});

test('of a number only four digits are shown', () => {
    assert.equal(masked('905551234567@c.us'), '…4567');
    assert.equal(masked('+905551234567'), '…4567');
    assert.equal(masked('1234'), '…');
    assert.equal(masked(undefined), '…');
    assert.equal(scrubbed('no chat 905551234567@c.us\n  here'), 'no chat …4567@c.us here');
    assert.equal(scrubbed('call +90 555 123 45 67 now'), 'call …4567 now');
    assert.equal(scrubbed('x'.repeat(500)).length, 200);
});
