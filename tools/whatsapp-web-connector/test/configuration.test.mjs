import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { ConfigurationError, loadConfiguration } from '../src/configuration.mjs';
import { temporaryFolder } from '../stand-ins/fixture.mjs';

const needed = { DAYBOOK_URL: 'https://daybook.example.com/', DAYBOOK_API_KEY: 'dbk_1' };

function problemsOf(environment, options) {
    try {
        loadConfiguration(environment, options);
    } catch (error) {
        assert.ok(error instanceof ConfigurationError, String(error));
        return error.problems;
    }
    return [];
}

test('the environment alone is enough', () => {
    const settings = loadConfiguration(needed);
    assert.equal(settings.endpoint, 'https://daybook.example.com/webhook');
    assert.deepEqual([settings.historyLength, settings.mediaLimit, settings.groups, settings.timeout], [20, 5 * 1024 * 1024, true, 30_000]);
    assert.equal(loadConfiguration({ ...needed, DAYBOOK_TENANT: 'acme' }).endpoint, 'https://daybook.example.com/t/acme/webhook');
    assert.equal(loadConfiguration({ ...needed, DAYBOOK_URL: 'http://h:1/base' }).endpoint, 'http://h:1/base/webhook');
});

test('a file says the rest, and the environment goes before it', async (t) => {
    const file = join(await temporaryFolder(t), 'connector.json');
    await writeFile(file, JSON.stringify({ vip: ['+90 555 123 45 67', '1799@lid'], groups: false, history: 10, media_limit_mb: 0.5 }));
    const settings = loadConfiguration({ ...needed, CONNECTOR_HISTORY: '5', CONNECTOR_IGNORED: '447700900123, 120363000000000001@g.us' }, { file });
    assert.deepEqual([...settings.vip], ['+905551234567', '1799@lid']);
    assert.deepEqual([...settings.ignored], ['+447700900123', '120363000000000001@g.us']);
    assert.deepEqual([settings.groups, settings.historyLength, settings.mediaLimit], [false, 5, 524_288]);
});

test('the key may lie in a file', async (t) => {
    const folder = await temporaryFolder(t);
    const file = join(folder, 'key');
    await writeFile(file, '\n');
    const environment = { DAYBOOK_URL: 'http://h', DAYBOOK_API_KEY_FILE: file };
    assert.deepEqual(problemsOf(environment), ['DAYBOOK_API_KEY_FILE is empty']);
    await writeFile(file, 'dbk_2\n');
    assert.equal(loadConfiguration(environment).apiKeyFile, file);
    assert.deepEqual(problemsOf({ ...environment, DAYBOOK_API_KEY_FILE: join(folder, 'none') }), ['DAYBOOK_API_KEY_FILE cannot be read: ENOENT']);
});

test('everything that is wrong is said at once, with its name', () => {
    const wrong = {
        DAYBOOK_URL: 'daybook', DAYBOOK_TENANT: 'Acme!', DAYBOOK_API_KEY: 'two words', CONNECTOR_GROUPS: 'maybe', CONNECTOR_HISTORY: '21',
        CONNECTOR_MEDIA_LIMIT_MB: 'big', CONNECTOR_VIP: '905551234567, Ali', CONNECTOR_QUEUE_LIMIT: '1.5', LOG_LEVEL: 'loud',
        CONNECTOR_RETRY_FIRST_SECONDS: '60', CONNECTOR_RETRY_LONGEST_SECONDS: '5',
    };
    const problems = problemsOf(wrong);
    for (const name of ['DAYBOOK_URL', 'DAYBOOK_TENANT', 'DAYBOOK_API_KEY', 'CONNECTOR_GROUPS', 'CONNECTOR_HISTORY', 'CONNECTOR_MEDIA_LIMIT_MB',
        'CONNECTOR_VIP', 'CONNECTOR_QUEUE_LIMIT', 'LOG_LEVEL', 'retry_first_seconds']) {
        assert.equal(problems.filter((line) => line.startsWith(`${name} `)).length, 1, `${name} in ${JSON.stringify(problems)}`);
    }
    assert.equal(problems.length, 10);
    assert.ok(!problems.join().includes('905551234567'), 'no number is shown');
});

test('addresses that would not work are refused', () => {
    for (const url of ['ftp://h', 'http://u:p@h', 'http://h/webhook', 'http://h?x=1']) {
        assert.equal(problemsOf({ ...needed, DAYBOOK_URL: url }).length, 1, url);
    }
    assert.deepEqual(problemsOf({}).map((line) => line.split(' ')[0]), ['DAYBOOK_URL', 'DAYBOOK_API_KEY']);
    assert.deepEqual(problemsOf({}, { sends: false }), []);
});

test('a file that is broken, or says what nobody knows, is refused', async (t) => {
    const file = join(await temporaryFolder(t), 'connector.json');
    for (const [content, expected] of [['{', /cannot be read/], ['[]', /no JSON object/], ['{"vips": []}', /"vips" is unknown/], ['{"vip": [5]}', /^vip must be a list/],
        ['{"groups": "x"}', /^groups must be/], ['{"history": "many"}', /^history must be/]]) {
        await writeFile(file, content);
        const problems = problemsOf(needed, { file });
        assert.equal(problems.length, 1, content);
        assert.match(problems[0], expected);
    }
    assert.match(problemsOf(needed, { file: `${file}.none` })[0], /ENOENT/);
});
