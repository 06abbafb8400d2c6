import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { SETTINGS } from '../src/settings-table.mjs';
import { Queue } from '../src/queue.mjs';
import { daybookFor, environmentFor, temporaryFolder } from '../stand-ins/fixture.mjs';
import { runConnector } from '../stand-ins/programs.mjs';

test('--help explains every mode, with examples and exit codes', async () => {
    const { code, out, log } = await runConnector(['--help']);
    assert.deepEqual([code, log], [0, '']);
    for (const part of ['--test', '--status', '--config', 'DAYBOOK_URL', 'Examples:', 'Exit codes:']) assert.ok(out.includes(part), part);
});

test('wrong arguments and wrong configuration exit with 2 and say what is wrong', async (t) => {
    const file = join(await temporaryFolder(t), 'connector.json');
    await writeFile(file, '{"groups": 3}');
    for (const [words, environment, expected] of [
        [['--sing'], {}, /--sing/],
        [['--test', '--status'], {}, /exclude each other/],
        [['now'], {}, /now/],
        [[], {}, /DAYBOOK_URL is missing/],
        [['--test'], { DAYBOOK_URL: 'http://127.0.0.1:1' }, /DAYBOOK_API_KEY or DAYBOOK_API_KEY_FILE is missing/],
        [['--status', '--config', file], {}, /groups must be on or off/],
    ]) {
        const { code, log, out } = await runConnector(words, environment);
        assert.equal(code, 2, words.join(' '));
        assert.equal(out, '');
        assert.match(log, expected);
        assert.match(log, /--help says more/);
    }
});

test('--test sends its samples the way real messages go and shows the answers', async (t) => {
    const daybook = await daybookFor(t);
    const state = await temporaryFolder(t);
    const { code, out } = await runConnector(['--test'], environmentFor(daybook, state, { CONNECTOR_VIP: '447700900999' }));
    assert.equal(code, 0, out);
    for (const title of ['Turkish', 'English', 'group', 'VIP', 'image']) {
        assert.match(out, new RegExp(`^${title} +delivered +200 +7 +support +business_workflow +\\d+$`, 'm'));
    }
    const [turkish, , group, vip, image] = daybook.recorded;
    assert.equal(turkish.history.length, 2);
    assert.deepEqual([group.is_group, group.group_name, group.author], [true, 'Servis', '+905551110002']);
    assert.deepEqual([vip.is_vip, vip.phone_number], [true, '+447700900999']);
    assert.equal(Buffer.from(image.media.data, 'base64').subarray(1, 4).toString(), 'PNG');
    const again = await runConnector(['--test'], environmentFor(daybook, state));
    assert.equal(again.code, 0);
    assert.equal(new Set(daybook.recorded.map((body) => body.message_id)).size, 10, 'each run has ids of its own');
});

test('--test exits with 1 and says why when Daybook doesn\'t take them', async (t) => {
    const daybook = await daybookFor(t);
    const environment = environmentFor(daybook, await temporaryFolder(t));
    const wrongKey = await runConnector(['--test'], { ...environment, DAYBOOK_API_KEY: 'dbk_wrong' });
    assert.equal(wrongKey.code, 1);
    assert.match(wrongKey.out, /key: unauthorized +401/);
    assert.match(wrongKey.out, /set DAYBOOK_API_KEY/);
    await daybook.stop();
    const down = await runConnector(['--test'], environment);
    assert.equal(down.code, 1);
    assert.match(down.out, /busy: ECONNREFUSED/);
});

test('--status shows what waits and what was refused, without a key', async (t) => {
    const state = await temporaryFolder(t);
    const queue = await new Queue(state, 10).open();
    const entry = await queue.put({ message_id: '1', chat_id: 'a' });
    await queue.put({ message_id: '2', chat_id: 'a' });
    await queue.reject(entry, { status: 400, answer: '', message: {} });
    const { code, out } = await runConnector(['--status'], { CONNECTOR_STATE_DIR: state });
    assert.equal(code, 0);
    assert.match(out, /^connector +not running$/m);
    assert.match(out, /^queued +2$/m);
    assert.match(out, /^oldest +\d{4}-\d\d-\d\dT\S+Z \(0 min ago\)$/m);
    assert.match(out, /^rejected +1 \(in .*rejected\)$/m);
});

test('every setting stands in the README', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    for (const { key, variable } of SETTINGS) assert.ok(readme.includes(`\`${variable}\``) && readme.includes(`\`${key}\``), variable);
});
