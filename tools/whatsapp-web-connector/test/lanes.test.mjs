import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Lanes } from '../src/lanes.mjs';

const entry = (chat, sequence) => ({ chat, sequence, key: `${chat}${sequence}`, name: '' });

test('one message of a chat at a time, chats side by side', () => {
    const lanes = new Lanes(2);
    const [a1, a2, b3, c4] = [entry('a', 1), entry('a', 2), entry('b', 3), entry('c', 4)];
    [a1, a2, b3, c4].forEach((each) => lanes.add(each));
    assert.equal(lanes.next(0), a1);
    assert.equal(lanes.next(0), b3);
    assert.equal(lanes.next(0), undefined, 'there is room for two');
    lanes.done(a1);
    assert.equal(lanes.next(0), a2);
    lanes.done(b3);
    assert.equal(lanes.next(0), c4);
});

test('a message that fails holds up its own chat only', () => {
    const lanes = new Lanes(1);
    const [a1, a2, b3] = [entry('a', 1), entry('a', 2), entry('b', 3)];
    [a1, a2, b3].forEach((each) => lanes.add(each));
    assert.equal(lanes.next(0), a1);
    assert.equal(lanes.failed(a1), 1);
    lanes.postpone(a1, 100);
    assert.equal(lanes.next(0), b3);
    lanes.done(b3);
    assert.equal(lanes.next(99), undefined);
    assert.equal(lanes.nextTime(99), 100);
    assert.equal(lanes.next(100), a1, 'and not its second one');
});

test('while everything is refused one message is tried, and chats that failed less come first', () => {
    const lanes = new Lanes(4);
    const [a1, b2] = [entry('a', 1), entry('b', 2)];
    [a1, b2].forEach((each) => lanes.add(each));
    lanes.next(0);
    lanes.failed(a1);
    assert.equal(lanes.refused(), 1);
    lanes.close(50);
    assert.equal(lanes.next(49), undefined);
    assert.equal(lanes.nextTime(10), 50);
    assert.equal(lanes.next(50), b2);
    assert.equal(lanes.next(50), undefined);
    lanes.done(b2);
    assert.equal(lanes.next(50), a1);
    assert.equal(lanes.running, 1);
    lanes.done(a1);
    assert.equal(lanes.nextTime(50), Infinity);
});
