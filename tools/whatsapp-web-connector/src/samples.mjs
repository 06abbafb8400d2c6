/** One pixel. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/**
 * Messages as whatsapp-web.js would give them, for trying out the way to Daybook without WhatsApp.
 * @param {{run: string, now: number, vip?: string}} options `run`: makes the ids of this run its own; `vip`: a number
 * @returns {{title: string, message: any}[]}
 */
export function samples({ run, now, vip }) {
    const make = (title, number, parts) => ({ title, message: sample({ run, now, number, title, ...parts }) });
    return [
        make('Turkish', '905551110001', {
            name: 'Ayşe Yılmaz',
            body: 'Merhaba, siparişim hâlâ gelmedi. Acil yardım eder misiniz?',
            earlier: ['Merhaba, bir şehir bisikleti sipariş ettim.', 'Kargo numarasını alabilir miyim?'],
        }),
        make('English', '447700900123', {
            name: 'Alex Morgan',
            body: 'Hello, do you have the city bike in blue, and what does it cost?',
        }),
        make('group', '905551110002', { name: 'Usta', group: 'Servis', body: 'Ön fren sızdırıyor, yedek parça var mı?' }),
        make('VIP', (vip ?? '905551234567').replace('+', ''), { name: 'VIP', body: 'Teslimat yarın mutlaka olmalı.' }),
        make('image', '905551110003', { name: 'Mehmet', body: 'Fatura ektedir.', picture: PICTURE }),
    ];
}

function sample({ run, now, number, title, name, body, earlier = [], group, picture }) {
    const sender = `${number}@c.us`;
    const chatId = group ? '120363000000000001@g.us' : sender;
    const at = (text, index, type = 'chat') => {
        const id = `TEST${run}${title.toUpperCase()}${index}`;
        return {
            id: { fromMe: false, remote: chatId, id, _serialized: `false_${chatId}_${id}${group ? `_${sender}` : ''}` },
            fromMe: false,
            from: chatId,
            author: group ? sender : undefined,
            body: text,
            type,
            timestamp: Math.floor(now / 1000) - 60 * index,
            hasMedia: false,
            _data: { notifyName: name },
        };
    };
    const before = earlier.map((text, index) => at(text, earlier.length - index));
    return {
        ...at(body, 0, picture ? 'image' : 'chat'),
        hasMedia: Boolean(picture),
        getChat: async () => ({ name: group ?? name, isGroup: Boolean(group), fetchMessages: async () => before }),
        getContact: async () => ({ id: { _serialized: sender }, pushname: name }),
        downloadMedia: async () => ({ mimetype: 'image/png', filename: 'invoice.png', data: picture }),
    };
}
