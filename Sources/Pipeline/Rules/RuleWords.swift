/// The words that the built-in rules go by: English, Turkish, Spanish and German.
enum RuleWords {
    static let critical = WordList([
        "emergency", "urgent", "urgently", "asap", "immediately", "right now", "accident", "injured",
        "acil*", "hemen", "derhal", "kaza*", "yaralan*", "imdat",
        "urgente*", "emergencia*", "inmediatamente", "ahora mismo", "accidente*", "ya mismo",
        "dringend*", "notfall*", "sofort", "unfall*", "eilig", "umgehend",
    ])
    static let pressing = WordList([
        "today", "still waiting", "hours", "deadline", "tonight", "soon", "waiting", "again",
        "bugün*", "bekliyor*", "hâlâ", "acele*", "bu akşam", "yarına kadar", "tekrar*",
        "hoy", "esperando", "todavía", "cuanto antes", "plazo", "esta noche", "otra vez",
        "heute", "warte*", "immer noch", "frist", "schon wieder", "bald",
    ])
    static let complaint = WordList([
        "complaint*", "complain*", "terrible", "unacceptable", "disappoint*", "worst", "refund*", "angry", "awful",
        "scam", "lawyer", "never again", "damaged", "wrong item",
        "şikayet*", "rezalet*", "berbat*", "kötü*", "iade*", "memnun değil*", "mağdur*", "avukat*", "hasarlı*",
        "saçmalık", "kabul edilemez",
        "queja*", "reclam*", "pésim*", "terrible*", "inaceptable*", "reembolso*", "devolución*", "estafa*",
        "decepcion*", "dañad*", "abogado*",
        "beschwer*", "reklam*", "unverschämt*", "enttäusch*", "rückerstatt*", "schlecht*", "betrug*", "anwalt*",
        "beschädigt*",
    ])
    static let technical = WordList([
        "error*", "bug*", "crash*", "broken", "not working", "doesn t work", "does not work", "login*", "password*",
        "install*", "battery", "firmware", "repair*", "brake*", "gear*", "motor*", "app",
        "hata*", "arıza*", "bozul*", "bozuk*", "çalışmıyor*", "şifre*", "giriş yap*", "kurulum*", "tamir*", "fren*",
        "vites*", "batarya*", "akü*", "motor*",
        "fallo*", "error*", "no funciona*", "contraseña*", "instal*", "averia*", "roto", "rota", "repar*", "freno*",
        "batería*",
        "fehler*", "defekt*", "kaputt*", "funktioniert nicht", "passwort*", "absturz*", "reparatur*", "reparier*",
        "bremse*", "akku*",
    ])
    static let support = WordList([
        "help", "support", "problem*", "issue*", "delivery", "shipping", "shipment", "tracking", "where is my",
        "warranty", "exchange", "cancel*", "change my", "how do i", "how can i",
        "yardım*", "destek*", "sorun*", "teslimat*", "kargo*", "takip*", "garanti*", "değişim*", "iptal*", "nerede*",
        "ayuda*", "soporte*", "problema*", "entrega*", "envío*", "seguimiento", "garantía*", "cancel*", "dónde está",
        "hilfe*", "support", "problem*", "lieferung*", "versand*", "sendung*", "garantie*", "umtausch*", "storn*",
    ])
    static let sales = WordList([
        "price*", "buy", "purchase*", "quote*", "discount*", "offer*", "order*", "stock", "available", "wholesale",
        "dealer*", "catalog*", "cost", "how much", "payment*", "invoice*",
        "fiyat*", "satın al*", "teklif*", "indirim*", "sipariş*", "stok*", "toptan*", "bayi*", "katalog*",
        "ne kadar*", "ödeme*", "fatura*", "almak istiyor*",
        "precio*", "comprar*", "compra", "cotiz*", "descuento*", "oferta*", "pedido*", "cuánto cuesta*", "cuánto vale*",
        "quiero una", "quiero un", "pago*", "factura*", "catálogo*",
        "preis*", "kaufen", "angebot*", "rabatt*", "bestell*", "lieferbar*", "händler*", "kosten", "kostet",
        "rechnung*", "zahlung*",
    ])
    static let inquiry = WordList([
        "question*", "information", "info", "opening hours", "open", "address", "where are you", "when", "which",
        "do you have", "can you tell", "wondering",
        "soru*", "bilgi*", "adres*", "saat kaçta*", "ne zaman*", "hangi*", "var mı", "merak*", "açık mı*",
        "pregunta*", "información", "horario*", "dirección*", "cuándo", "cuál*", "tienen", "quisiera saber",
        "frage*", "information*", "auskunft*", "öffnungszeit*", "adresse*", "wann", "welche*", "haben sie", "gibt es",
    ])
    static let positive = WordList([
        "thanks", "thank you", "great", "perfect", "excellent", "happy", "love", "awesome", "good", "appreciate*",
        "teşekkür*", "sağol*", "sağ ol*", "harika*", "mükemmel*", "süper*", "memnunum", "güzel*", "iyi",
        "gracias", "excelente*", "perfecto*", "genial*", "encanta*", "bueno", "buena", "muy bien",
        "danke*", "super", "perfekt*", "toll*", "ausgezeichnet*", "gut", "zufrieden*", "freue*",
    ])
    static let negative = WordList([
        "bad", "terrible", "awful", "angry", "disappoint*", "problem*", "broken", "worst", "unacceptable", "unhappy",
        "hate", "late", "not working", "damaged", "wrong", "complaint*",
        "kötü*", "berbat*", "rezalet*", "sorun*", "bozuk*", "bozul*", "şikayet*", "geç kald*", "gecik*", "kızgın*",
        "memnun değil*", "hasarlı*", "yanlış*", "çalışmıyor*",
        "mal", "malo", "mala", "pésim*", "terrible*", "problema*", "roto", "rota", "queja*", "tarde", "enojad*",
        "dañad*", "no funciona*",
        "schlecht*", "ärger*", "enttäusch*", "kaputt*", "defekt*", "spät*", "problem*", "falsch*", "beschädigt*",
    ])
}
