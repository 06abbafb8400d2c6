import { idText, phoneOfId } from './phone.mjs';
import { within } from './time.mjs';

/**
 * The phone number of who wrote a message, as far as WhatsApp tells it.
 * @param {any} client of whatsapp-web.js
 * @param {string|undefined} senderId
 * @param {any} contact
 * @param {number} timeout milliseconds
 * @returns {Promise<string|undefined>} E.164
 */
export async function phoneOfSender(client, senderId, contact, timeout) {
    // `contact.number` of a `…@lid` is the digits of that id, so only its id counts.
    const known = phoneOfId(senderId) ?? phoneOfId(contact?.id);
    if (known || !senderId?.endsWith('@lid') || typeof client?.getContactLidAndPhone !== 'function') return known;
    const found = await within(timeout, () => client.getContactLidAndPhone([senderId])).catch(() => undefined);
    return phoneOfId(idText(found?.[0]?.pn));
}
