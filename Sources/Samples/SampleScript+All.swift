internal import Vocabulary

extension SampleScript {
    /// Every script; each language of the cast has one at least.
    static let all: [SampleScript] = [
        SampleScript(
            language: "en",
            acts: [
                .contactCreated, .opened,
                .received(.text("Hello, is the reading-room table for Thursday still free?")),
                .sent(.text("Good morning! Yes, two seats are left. Shall I keep one for you?"), by: .automation),
                .received(.text("Please do, and I need the slide projector as well.")),
                .assigned(true), .note("Regular guest, prefers the seat by the window."),
                .sent(.text("All set: seat and projector, Thursday from ten."), by: .human),
                .received(.image(caption: "Here is the cable I have, does it fit?")),
                .sent(.text("It fits. See you on Thursday."), by: .human),
                .tagged("reading-room", added: true), .closed("Booked for Thursday with projector."),
            ]),
        SampleScript(
            language: "en",
            acts: [
                .received(.text("My parcel says delivered but the porch is empty.")),
                .sent(.text("I am sorry to hear that. Which number is on the slip?"), by: .automation),
                .received(.document(name: "delivery-slip.pdf")), .received(.location(label: "Back gate")),
                .assigned(true), .sent(.text("The driver will come back to the gate before six."), by: .human),
                .received(.text("Found it behind the hedge, thank you!")), .assigned(false),
                .closed("Parcel found."),
            ]),
        SampleScript(
            language: "de",
            acts: [
                .contactCreated, .received(.text("Guten Tag, mein Wasserhahn tropft seit gestern Abend.")),
                .sent(.text("Guten Tag! Ist es die Küche oder das Bad?"), by: .automation),
                .received(.image(caption: "Die Küche, hier sieht man es.")), .received(.voice),
                .assigned(true), .sent(.text("Der Monteur kommt morgen zwischen acht und zehn."), by: .human),
                .received(.text("Wunderbar, ich bin zu Hause.")), .lifecycle("Customer"),
                .closed("Monteur bestellt."),
            ]),
        SampleScript(
            language: "es",
            acts: [
                .opened, .received(.text("Hola, quisiera cambiar la cita del martes al viernes.")),
                .sent(.text("¡Claro! El viernes hay hueco a las once y a las cuatro."), by: .automation),
                .received(.button("A las cuatro")), .received(.voice), .contactUpdated,
                .sent(.text("Queda apuntado, viernes a las cuatro."), by: .human), .closed("Cita cambiada."),
            ]),
        SampleScript(
            language: "pt",
            acts: [
                .received(.text("Oi, vocês entregam bolos no domingo de manhã?")),
                .sent(.text("Entregamos sim, até o meio-dia."), by: .automation),
                .received(.location(label: "Portão azul")),
                .received(.text("Então quero o de maracujá, por favor.")), .tagged("encomenda", added: true),
                .sent(.text("Anotado, chega às dez."), by: .human),
            ]),
        SampleScript(
            language: "fr",
            acts: [
                .contactCreated, .received(.text("Bonjour, ma facture compte deux fois le même abonnement.")),
                .sent(.text("Bonjour, pouvez-vous m’envoyer une photo ?"), by: .automation),
                .received(.image(caption: "La voici, page deux.")), .assigned(true),
                .sent(.text("En effet, nous remboursons la différence sous trois jours."), by: .human),
                .received(.text("Parfait, merci beaucoup.")), .closed("Remboursement accordé."),
            ]),
        SampleScript(
            language: "ar",
            acts: [
                .received(.text("مرحبا، متى يفتح المتحف يوم الجمعة؟")),
                .sent(.text("أهلا بك، نفتح من الثانية ظهرا حتى الثامنة مساء."), by: .automation),
                .received(.voice), .received(.text("أحتاج إلى تذكرتين للأطفال أيضا.")), .call(incoming: true),
                .sent(.text("تم الحجز، التذاكر في انتظارك."), by: .human),
            ]),
        SampleScript(
            language: "zh",
            acts: [
                .contactCreated, .received(.text("你好，请问周六的陶艺课还有名额吗？")),
                .sent(.text("您好，还剩三个名额，需要帮您预留吗？"), by: .automation),
                .received(.text("好的，两位，谢谢。")), .tagged("陶艺", added: true),
                .sent(.text("已经预留，周六上午九点见。"), by: .human), .closed("已预留两个名额。"),
            ]),
        SampleScript(
            language: "hi",
            acts: [
                .received(.text("नमस्ते, मेरी साइकिल की मरम्मत कब तक हो जाएगी?")),
                .sent(.text("नमस्ते, कल शाम पाँच बजे तक तैयार मिलेगी।"), by: .automation),
                .received(.image(caption: "पिछला पहिया भी देख लीजिए।")), .assigned(true), .call(incoming: false),
                .sent(.text("देख लिया, ठीक हो जाएगा।"), by: .human),
            ]),
        SampleScript(
            language: "tr",
            acts: [
                .opened, .received(.text("Merhaba, cumartesi için sekiz kişilik masa var mı?")),
                .sent(.text("Merhaba, saat yedide bahçede yerimiz var."), by: .automation),
                .received(.voice), .received(.text("Harika, bahçe olsun lütfen.")), .lifecycle("Hot Lead"),
                .sent(.text("Masanız ayrıldı, görüşmek üzere."), by: .human), .tagged("bahçe", added: false),
            ]),
    ]
}
