/// Requests signed by Twilio's Python library, and what it says of them.
///
/// Made with `RequestValidator` of twilio 9.13.0: random tokens, URLs (with and without ports, queries), forms (repeated names, empty
/// values, any Unicode) and JSON bodies, signed over the URL as it is, with or without the default port; some with another key,
/// another URL, another algorithm, another body or a shortened signature. Its `validate` gave the verdict.
enum TwilioVectors {
    struct Vector {
        var isAuthentic: Bool
        /// `-` for none.
        var algorithm: String
        var key: String
        var url: String
        var contentType: String
        var signature: String
        var body: String
    }

    static let all: [Vector] = text.split(separator: "\n").map { line in
        let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        return Vector(
            isAuthentic: fields[0] == "yes", algorithm: fields[1], key: fields[2], url: fields[3],
            contentType: fields[4] == "json" ? "application/json" : "application/x-www-form-urlencoded",
            signature: fields[5], body: fields[6])
    }

    // Verdict, algorithm, key, URL, type of body, signature and body, with bars between.
    private static let text = #"""
        yes|-|ee65f53e9421ce50|http://example.com/?bodySHA256=02952bdec3284d6dbd7c32c4582a4195db458503ae84bd9deb3992\#
        3e05056eb8|json|78JwGDh16sVVYvEu0nza7P24djo=|{"MessageSid": "SM0", "Body": "\t"}
        no|-|2e8d2|http://example.com/api/whatsapp/webhook|form|W3pKyoAI0E0w90956O9FYrrR4jw=|
        no|-|c200661fccd268a2|https://example.com?x=%C3%A9&y=a+b|form|ffuY6K+2w7qCKkV8Jbf9qEkZU5U=|
        no|HMAC_SHA1|ef56e|http://example.com/?x=%C3%A9&y=a+b|form|lQv49PS/asSzwK56E606OQ6ZZ5g=|
        no|-|065c3146e80a9c22|https://example.com/a:b?bodySHA256=1f3e878664f46f3de0494b57804360d43a81a03f7f41ca6d866\#
        13047259f54b1|json|iWcqIRa75cyOA1Ru+Is3CsRS0kYjPHl8SakwHi/xANA=|{"MessageSid": "SM4", "Body": "\u754c\u00e9"\#
        }
        yes|HMAC_SHA1|7656c|https://example.com:80/?x=%C3%A9&y=a+b&bodySHA256=4ab8d04ae0ce380ca0ce9f90ae40cc63b24ad7\#
        a7dab928b217b3bc9732fe051b|json|4la3B+jA0kbmPL8rmPivh0u3v8A=|{"MessageSid": "SM5", "Body": ""}
        yes|HMAC_SHA256|95247f2866028de7|https://example.com/?foo=1&bar=2|form|nOBepvXwJ21TlV7BUp7It7O8HB3iH9Y+ogdRZ\#
        CqT25c=|To=%c3%9f%e5%a5%bd
        yes|-|02f29|https://example.com|form|6SlyLB+r592n78a5RXaMwdAPlig=|From=%E4%B8%96&To=%25-%09%00
        no|-|ceee2092f073ff80|https://example.com/?t=12:30|form|bEiUutGaH1q8Juay4MlclGiFZx|AccountSid=%f0%9f%8f%b3%e\#
        7%95%8c%d8%ad%c3%b1
        no|-|644fb12853ef86dc|http://example.com:80/t/acme/hook%20x?foo=1&bar=2|form|tBudVhrzslBh0n+ipxQ0VUJNNek=|Ac\#
        countSid=&From=%09%D8%AD&Z9=%d8%a7%27&AccountSid=
        yes|-|b266f|https://example.com?x=%C3%A9&y=a+b|form|DvBFA5UbnfT7HPqawvG0ONNMQXY=|
        yes|HMAC_SHA256|c72dc|https://example.com:443/t/acme/hook%20x|form|0gUw7fRqBcHim9YrZ7shDr01k0JDNign7dihjDgUd\#
        sM=|
        yes|-|3367c|https://example.com/a:b?foo=1&bar=2|form|zoQNZ16GBeAVAlogCNcqqcMfFY8=|
        yes|HMAC_SHA1|8f062d15a4f4ef27|https://example.com:80/a:b?foo=1&bar=2|form|QKHuypJCATgWkIfPL1JswfNCyhE=|A=%D\#
        8%A8%0A
        yes|HMAC_SHA256|0c01c|http://example.com:80/?x=%C3%A9&y=a+b&bodySHA256=f86bbb6950c1e38f3c31140f1cc32003bbd15\#
        a1664bc47e338f9f8be9e19895d|json|QNRKrN66RdXU63Kv9HSm6o87587LLBdNRHaM2JmFjhA=|{"MessageSid": "SM14", "Body":\#
         "."}
        yes|HMAC_SHA256|adfa3|https://example.com:443/a:b|form|eVmJyGntY9ErK3iIldS5P34bi/S5D70MbTXxRsCIHG8=|Body=&Bo\#
        dy=
        yes|HMAC_SHA256|f386d|https://example.com:443/t/acme/hook%20x?t=12:30|form|+xeakX36iRRPF2bUahMes6iWtY6ustWnm\#
        b3SkaTDjBE=|a=%0A&a=%0a
        no|HMAC_SHA1|66347|https://example.com:8080?foo=1&bar=2|form|ErzXFaiGf79djxQDUdl8jsZ8gSs=|ProfileName=%C3%9F\#
        &Body=&a=%e4%bd%a0%d8%a7
        yes|-|46536559314e23ac|https://example.com:443/a:b?foo=1&bar=2|form|E5vl0C3+zZbZKpU8o+ZJuGIuglI=|Body=&a=%e2\#
        %80%8d
        yes|HMAC_SHA256|2c6a8835c4abd5c6|http://example.com?foo=1&bar=2|form|JKx1r9vlbxvpzNa5DrOacY8CcoauQZI2s4XWR3l\#
        B7XE=|
        no|HMAC_SHA1|789a6|http://example.com:443/a:b|form|LLpJ2V/eBM7wB1tl9Fa0OtsYf4U=|%C3%A9=%D9%85&Label=&Message\#
        Sid=
        yes|HMAC_SHA256|8ad3e21c5cf5f1df|https://example.com/a:b?x=%C3%A9&y=a+b|form|/Ko/OCJBEbN7k/0voDz/o4nBH8hrzxu\#
        VEeGqbi5iHFk=|b=%D8%AD%0D%D8%ADa&B=
        yes|HMAC_SHA256|27df8713e4731de3|https://example.com/api/whatsapp/webhook?t=12:30&bodySHA256=92b4dd121d97313\#
        3ef4a6e10c959237d93df72a797a4c17130d56c490bd23031|json|5R9cIB4koNzeeE+3xWoj8p/uhoxx6f16H0E4nQ+fJv8=|{"Messag\#
        eSid": "SM22", "Body": "\ud83c\udff3\u0628"}
        yes|-|947f3|http://example.com/a:b?t=12:30|form|umGRbhtTINF+PtZVoonYZ7E8T3c=|A=%d8%ad&B=%c3%a9
        yes|-|013782257bffb6aa|https://example.com:8080/|form|AzqRhBp6eydYjkfep0ukdvGZiJU=|a=%EF%B8%8F%F0%9F%8F%B3%E\#
        5%A5%BD%D8%A7&AccountSid=%0a%ef%b8%8f&MessageSid=%E4%BD%A0%09%F0%9F%8C%88%00
        no|HMAC_SHA1|fa947bab3ae8e9ea|https://example.com:443/a:b?bodySHA256=747b68dda79d56edcb8a4bc4f4d8c9bc09359ff\#
        23b81fbbfe4cd6ce04d750ca4|json|6WPNBNqKevRN5qXa5t1M1VfFzqqbokcOIgmuWjVKusQ=|{"MessageSid": "SM25", "Body": "\#
        &ب"}
        yes|HMAC_SHA256|52e90|https://example.com:80/?t=12:30&bodySHA256=15f025b417ba63e8dff5cb08e862ef21ce4f40cb217\#
        73225b9d7bb9abb1b38c5|json|NkUkdLCJ+eQNQo+hCt/IULUqDt/M224jCr5hPc2RA+4=|{"MessageSid": "SM26", "Body": "'😀"}
        yes|HMAC_SHA1|a2043|http://example.com:8080/t/acme/hook%20x|form|0kVrBUI9lcZuRXR39CBJq21jeKs=|AccountSid=%EF\#
        %B8%8F%E4%B8%96%D8%B1%E2%80%8D&To=&ProfileName=%3D~
        no|HMAC_SHA256|5c5a6|https://example.com:443/a:b?foo=1&bar=2|form|6HA9fjnz4OykxZpjiNmkR1Ya6Bv8EccQCx6+SZ6AeW\#
        Q=|
        yes|HMAC_SHA1|51e0f|https://example.com/?bodySHA256=9fa3d8d981f339262d70483fff47cb79428d5ed7e33fef07437c87bd\#
        a68051f1|json|UVj75RUdMSxkyiNJ6JooHSvwprw=|{"MessageSid": "SM29", "Body": "\n"}
        yes|-|59f8fca2f7c164c8|https://example.com:8080/|form|n5ZZ0zwxsh6uqrGh6hnrtIca8CM=|x-y=%D8%A8&MediaUrl0=%C3%\#
        BC%C3%BC%0A%D8%A7&x-y=%D8%A8
        no|-|b83fe|https://example.com:8080/a:b?t=12:30|form|n5MIMoHiOsW12C0PCWQz+xRIGYs=|Body=%F0%9F%8F%B3&To=%C3%A\#
        4%00%00%C3%BC
        no|-|3ce3e|https://example.com:443/t/acme/hook%20x|form|jAthWxWOXvC/oLT+pixRBWMtH8|
        no|-|9c9ac|http://example.com:8080/?foo=1&bar=2&bodySHA256=d3b97cd1bdd50878559b2b3730bf371121297211dbebfb8d6\#
        eb24d51c50a2ab9|json|GKVD1vZSQmAMdRW8M6pJq1S040A=|{"MessageSid": "SM33", "Body": "\u0645\u4e16\u754c\u062d"}
        yes|HMAC_SHA1|56c1e|http://example.com:8080|form|eTYdfuKOqPKiT92GIxBDOnzBpQM=|MessageSid=%f0%9f%98%80%e7%95%\#
        8c%0a%d8%b1
        yes|-|ca708|https://example.com/api/whatsapp/webhook?foo=1&bar=2|form|jqsnCLVkS4Mz0WLtddV2JxAy6Rk=|
        yes|HMAC_SHA256|35897b46606247fd|http://example.com/api/whatsapp/webhook|form|MN2EWygGEw1R33rmGoFb0XUGCFRZcY\#
        u8hqJg/Pi2m+s=|A=~%D8%B1%C3%A9%09&A=%d8%ad
        yes|-|552e1c549c056de1|https://example.com:80/t/acme/hook%20x|form|l8ezfn2pM729mkycY8gRM5xrHqw=|AccountSid=%\#
        E5%A5%BD
        yes|HMAC_SHA1|fbdd9|https://example.com:443/t/acme/hook%20x?x=%C3%A9&y=a+b&bodySHA256=52cdf3494574dc1b9eecb0\#
        c8146f0c042d928b8c3ae15b5c8b7d0d84025c5e00|json|mqaeiehmy1zK2kksnJCQd3Ks62o=|{"MessageSid": "SM38", "Body": \#
        ""}
        yes|HMAC_SHA256|9dca9|http://example.com/|form|lPBilr8Vqvdp1eLini2ZP+FvzWPI6nozTR1eHyW/OrI=|Label=
        yes|HMAC_SHA1|2bd57|http://example.com:8080/t/acme/hook%20x?t=12:30&bodySHA256=8e00d030dbbc6ad4020b54069a797\#
        f75dd57b7fd17010667eb2aadabc25efe43|json|ZzwxnUUfXtu3Eq9kKW8nNlS/TmM=|{"MessageSid": "SM40", "Body": ""}
        yes|-|0a52eec4b7190ea9|https://example.com:443/?x=%C3%A9&y=a+b|form|V+RB2XypS6ejKM5WDyXgLGnRe48=|b=&b=
        yes|HMAC_SHA256|76139|http://example.com/api/whatsapp/webhook?x=%C3%A9&y=a+b|form|8uE7P0qAZPwh7xUP4k4dnDDNOd\#
        nB3FbaIG/8EMNxsQ0=|AccountSid=%F0%9F%98%80%C3%B6%E4%BD%A0%D8%B1&AccountSid=%F0%9F%98%80%C3%B6%E4%BD%A0%D8%B1
        yes|HMAC_SHA1|79578|https://example.com:8080?x=%C3%A9&y=a+b|form|MAnZ5pHeac6OBQEXryNHltGfiAU=|To=&Body=%0D%F\#
        0%9F%8C%88&To=%E5%A5%BD&To=
        no|-|152baf19553d7e87|https://example.com:443/a:b|form|v5pqxp/c0ZBCGQ97tU7qyTJp9xM=|A=&a=&x-y=%E5%A5%BD
        yes|-|7419d|https://example.com:8080/api/whatsapp/webhook?t=12:30|form|gaoGeajTntR7Ifcw3tbbWxMPIKQ=|%C3%A9=&\#
        MediaUrl0=%E5%A5%BD%C3%9F%D8%A7%F0%9F%98%80
        yes|-|4e107|https://example.com:80/|form|/GmGxyCZWWkkCVrBLZb2RotbmzM=|%C3%A9=b%D8%A7%C3%BC%E4%BD%A0&B=%F0%9F\#
        %98%80%C3%BC%E4%B8%96%0A&%C3%A9=b%D8%A7%C3%BC%E4%BD%A0
        yes|HMAC_SHA1|cc16d|https://example.com/?t=12:30|form|8bvSQhUTnGyKxZVw8D/FlBSpRog=|a=%C3%A9%EF%B8%8F%E2%80%8\#
        D%F0%9F%8F%B3&%C3%A9=%00&ProfileName=&a=%C3%A9%EF%B8%8F%E2%80%8D%F0%9F%8F%B3
        """#
}
