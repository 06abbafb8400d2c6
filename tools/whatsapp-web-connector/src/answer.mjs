/**
 * What becomes of a message after an answer.
 *
 * - `delivered`, `recorded` (409: Daybook has it already): it is done.
 * - `rejected`: no repetition can deliver it.
 * - `key`, `address`: it waits until a person has put the configuration right.
 * - `busy`: Daybook as a whole takes nothing at present. `failed`: it may be this message alone.
 * @typedef {'delivered'|'recorded'|'rejected'|'key'|'address'|'busy'|'failed'} Verdict
 */

/**
 * @param {number} status of HTTP
 * @returns {Verdict}
 */
export function verdictOf(status) {
    if (status >= 200 && status < 300) return 'delivered';
    if (status === 409) return 'recorded';
    if (status === 400 || status === 413 || status === 422) return 'rejected';
    if (status === 401 || status === 403) return 'key';
    if (status === 429 || status === 503) return 'busy';
    if (status === 408 || status === 425 || status >= 500) return 'failed';
    return 'address';
}

/**
 * What a person can do about it, in words.
 * @param {Verdict} verdict
 * @param {number} [status]
 */
export function advice(verdict, status) {
    switch (verdict) {
        case 'key':
            return status === 403
                ? 'the API key lacks the right: make one with `daybook keys create --scope ingest`, for the right tenant'
                : 'Daybook does not know the API key: set DAYBOOK_API_KEY or DAYBOOK_API_KEY_FILE to a valid one '
                      + '(`daybook keys create --scope ingest`)';
        case 'address':
            return 'is DAYBOOK_URL the address of a Daybook that has POST /webhook, and DAYBOOK_TENANT its tenant?';
        case 'busy':
            return 'Daybook takes nothing at present; messages wait in the queue';
        case 'failed':
            return 'it is tried again';
        default:
            return undefined;
    }
}

/**
 * What may be logged of Daybook's answer: how it judged the message, never words of it.
 * @param {unknown} answer the answer's JSON
 * @returns {{urgency?: number, category?: string, agent?: string, code?: string}}
 */
export function gist(answer) {
    const { analysis, routing, error } = answer !== null && typeof answer === 'object' ? answer : {};
    const urgency = analysis?.urgency_score;
    return {
        urgency: Number.isFinite(urgency) ? urgency : undefined,
        category: word(analysis?.category),
        agent: word(routing?.agent),
        code: word(error?.code) ?? word(error),
    };
}

function word(value) {
    return typeof value === 'string' && /^[A-Za-z][\w.-]{0,39}$/.test(value) ? value : undefined;
}
