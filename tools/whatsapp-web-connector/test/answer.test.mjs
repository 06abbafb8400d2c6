import assert from 'node:assert/strict';
import { test } from 'node:test';

import { advice, gist, verdictOf } from '../src/answer.mjs';

test('a status decides what becomes of a message', () => {
    const cases = {
        delivered: [200, 201, 202, 204],
        recorded: [409],
        rejected: [400, 413, 422],
        key: [401, 403],
        busy: [429, 503],
        failed: [408, 425, 500, 502, 504, 599],
        address: [301, 302, 308, 404, 405, 410, 415],
    };
    for (const [verdict, statuses] of Object.entries(cases)) {
        for (const status of statuses) assert.equal(verdictOf(status), verdict, String(status));
    }
});

test('advice names what to change', () => {
    assert.match(advice('key', 401), /DAYBOOK_API_KEY/);
    assert.match(advice('key', 403), /--scope ingest/);
    assert.match(advice('address', 404), /DAYBOOK_URL/);
});

test('of an answer only judgements are told, and no words', () => {
    const answer = { analysis: { urgency_score: 9, category: 'complaint', summary: 'secret' }, routing: { agent: 'business_workflow' } };
    assert.deepEqual(gist(answer), { urgency: 9, category: 'complaint', agent: 'business_workflow', code: undefined });
    assert.equal(gist({ analysis: { category: 'call me at 5' } }).category, undefined);
    assert.equal(gist({ error: { code: 'invalid', message: 'secret' } }).code, 'invalid');
    for (const odd of [null, undefined, 'text', 3, []]) assert.equal(gist(odd).urgency, undefined);
});
