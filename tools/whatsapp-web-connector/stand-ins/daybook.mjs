import { createServer } from 'node:http';

const KEY = 'dbk_test';

/**
 * A server on 127.0.0.1 that plays Daybook's `POST /webhook`.
 * `behave(body, attempt)` may return what to do instead of answering: `{status, headers, body}`, `{delay}` in ms, or
 * `{cut: true}`, before recording, or `{cut: 'after'}`.
 */
export class StandInDaybook {
    /** Bodies as recorded, in order; and how often a message was seen with the same content, or another one. */
    recorded = [];
    duplicates = 0;
    conflicts = 0;
    attempts = [];
    key = KEY;
    behave = () => undefined;
    #byId = new Map();
    #server;
    #port = 0;

    async start() {
        this.#server = createServer((request, response) => this.#handle(request, response));
        await new Promise((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
        this.#port = this.#server.address().port;
        return this;
    }

    /** Ends listening and cuts what is open; `start` goes on at the same port. */
    async stop() {
        if (!this.#server?.listening) return;
        const closed = new Promise((resolve) => this.#server.close(resolve));
        this.#server.closeAllConnections();
        await closed;
    }

    get url() {
        return `http://127.0.0.1:${this.#port}`;
    }

    texts(chat) {
        return this.recorded.filter((body) => chat === undefined || body.chat_id === chat).map((body) => body.current_message);
    }

    async #handle(request, response) {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        const raw = Buffer.concat(chunks).toString('utf8');
        const body = JSON.parse(raw);
        const { url, headers } = request;
        this.attempts.push({ url, at: Date.now(), id: body.message_id, type: headers['content-type'] });
        const told = this.behave(body, this.attempts.length) ?? {};
        if (told.delay) await new Promise((resolve) => setTimeout(resolve, told.delay));
        if (told.cut === true) return request.socket.destroy();
        const answer = told.status ? told : this.#record(headers, body, raw);
        if (told.cut === 'after') return request.socket.destroy();
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
    }

    #record(headers, body, raw) {
        if (headers.authorization !== `Bearer ${this.key}`) return { status: 401, body: { error: { code: 'unauthorized' } } };
        if (!body.message_id || !body.chat_time || !Array.isArray(body.history)) {
            return { status: 400, body: { error: { code: 'invalid' } } };
        }
        const known = this.#byId.get(body.message_id);
        if (known === undefined) {
            this.#byId.set(body.message_id, raw);
            this.recorded.push(body);
        } else if (known === raw) {
            this.duplicates += 1;
        } else {
            this.conflicts += 1;
            return { status: 409, body: { error: { code: 'conflict' } } };
        }
        const analysis = { urgency_score: 7, category: 'support', sentiment: 'negative' };
        const routing = { success: true, agent: 'business_workflow' };
        return { status: 200, body: { success: true, message_id: body.message_id, analysis, routing } };
    }
}
