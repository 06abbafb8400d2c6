import assert from 'node:assert/strict';
import { test } from 'node:test';

import { backOff, retryAfter } from '../src/back-off.mjs';

test('waits double up to a limit, half of them by chance', () => {
    const limits = { first: 1000, longest: 60_000 };
    for (const [failures, least, most] of [[1, 500, 1000], [2, 1000, 2000], [5, 8000, 16_000], [7, 30_000, 60_000], [5000, 30_000, 60_000]]) {
        assert.equal(backOff(failures, limits, () => 0), least);
        assert.equal(backOff(failures, limits, () => 1), most);
    }
});

test('Retry-After is read as seconds and as a date, within an hour', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    assert.equal(retryAfter('7', now), 7000);
    assert.equal(retryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now), 30_000);
    assert.equal(retryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now), 0);
    assert.equal(retryAfter('999999', now), 3_600_000);
    assert.equal(retryAfter('soon', now), undefined);
    assert.equal(retryAfter(null, now), undefined);
});
