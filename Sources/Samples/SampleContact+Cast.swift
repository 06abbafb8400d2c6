internal import Vocabulary

extension SampleContact {
    /// Everybody who plays.
    ///
    /// The numbers are kept for fiction: +1 … 555 01xx (NANPA), +44 7700 900xxx (Ofcom), +49 171 39200xx (Bundesnetzagentur),
    /// +33 6 39 98 xx xx (ARCEP), +61 491 570 xxx (ACMA). People of other tongues live in those countries.
    package static let cast: [SampleContact] = [
        person(1, "Amelia", "Hartwell", "+447700900118", "en", "GB", .whatsApp),
        person(2, "Marcus", "Delgado-Reyes", "+12125550143", "en", "US", .sms),
        person(3, "Annegret", "Vogelsang", "+491713920017", "de", "DE", .whatsApp),
        person(4, "Jörg", "Lindenmüller", "+491713920042", "de", "DE", .email),
        person(5, "Inés", "Carrasco Peña", "+13055550167", "es", "US", .whatsApp),
        person(6, "Rodrigo", "Santibáñez", "+12135550129", "es", "US", .telegram),
        person(7, "Thaís", "Albuquerque", "+16175550188", "pt", "US", .instagram),
        person(8, "Caetano", "Figueiredo", "+447700900245", "pt", "GB", .whatsApp),
        person(9, "Maëlle", "Rousselot", "+33639980112", "fr", "FR", .whatsApp),
        person(10, "Côme", "Desrosiers", "+33639981477", "fr", "FR", .messenger),
        person(11, "ليلى", "الحداد", "+33639984521", "ar", "FR", .whatsApp),
        person(12, "يوسف", "المنصوري", "+447700900377", "ar", "GB", .telegram),
        person(13, "雅婷", "欧阳", "+61491570156", "zh", "AU", .weChat),
        person(14, "志强", "司马", "+14155550172", "zh", "US", .line),
        person(15, "आराध्या", "चतुर्वेदी", "+447700900461", "hi", "GB", .whatsApp),
        person(16, "विवेक", "भट्टाचार्य", "+12065550135", "hi", "US", .sms),
        person(17, "Gülşah", "Karaosmanoğlu", "+491713920088", "tr", "DE", .viber),
        person(18, "Tolga", "Yıldırımtürk", "+491713920063", "tr", "DE", .whatsApp),
        person(19, "Siobhán", "O’Riordáin", "+447700900592", "en", "GB", .instagram),
        person(20, "Bartholomew", "Okonkwo-Finch", "+61491570110", "en", "AU", .email),
    ]

    private static func person(
        _ id: Int, _ first: String, _ last: String, _ phone: String, _ language: String, _ country: String,
        _ medium: Channel.Medium
    ) -> SampleContact {
        let email = "guest-\(phone.suffix(6))\(id).\(language)@\(id.isMultiple(of: 2) ? "example.com" : "example.org")"
        return SampleContact(
            id: id, firstName: first, lastName: last, phone: phone, email: email, language: language, country: country,
            medium: medium)
    }
}
