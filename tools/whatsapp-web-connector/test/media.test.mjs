import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mediaOf } from '../src/media.mjs';

const options = { limit: 8, timeout: 50, pauseBetween: 1 };
const base64 = (text) => Buffer.from(text).toString('base64');

function picture({ size, download }) {
    const message = { hasMedia: true, _data: { mimetype: 'image/jpeg', filename: 'a.jpg', size }, downloads: 0 };
    message.downloadMedia = async () => {
        message.downloads += 1;
        return download(message.downloads);
    };
    return message;
}

test('a file within the limit comes along in base64', async () => {
    const message = picture({ size: 8, download: () => ({ mimetype: 'image/jpeg', filename: undefined, data: base64('12345678') }) });
    assert.deepEqual(await mediaOf(message, options), { mimetype: 'image/jpeg', filename: 'a.jpg', size: 8, data: base64('12345678') });
    assert.equal(await mediaOf({ hasMedia: false }, options), undefined);
});

test('a larger one is told of and not even downloaded', async () => {
    const message = picture({ size: '9', download: () => assert.fail('downloaded') });
    assert.deepEqual(await mediaOf(message, options), { mimetype: 'image/jpeg', filename: 'a.jpg', size: 9, omitted: 'too_large' });
    const none = picture({ download: () => assert.fail('downloaded') });
    assert.equal((await mediaOf(none, { ...options, limit: 0 })).omitted, 'too_large');
});

test('one whose size shows only afterwards is left out too', async () => {
    const message = picture({ download: () => ({ mimetype: 'image/jpeg', data: base64('123456789') }) });
    assert.deepEqual(await mediaOf(message, options), { mimetype: 'image/jpeg', filename: 'a.jpg', size: 9, omitted: 'too_large' });
});

test('what can\'t be downloaded is tried twice and then unavailable', async () => {
    const broken = {
        gone: () => undefined,
        failing: () => { throw new Error('Evaluation failed'); },
        hanging: () => new Promise(() => {}),
    };
    for (const [name, download] of Object.entries(broken)) {
        const message = picture({ size: 5, download });
        assert.equal((await mediaOf(message, options)).omitted, 'unavailable', name);
        assert.equal(message.downloads, 2, name);
    }
    const second = picture({ size: 2, download: (count) => (count === 2 ? { data: base64('ok') } : undefined) });
    assert.deepEqual((await mediaOf(second, options)).data, base64('ok'));
});
