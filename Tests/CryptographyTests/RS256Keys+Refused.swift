/// Keys that RS256 refuses, made for these tests.
extension RS256Keys {
    /// The key of RFC 7515 §A.2 with one bit of its private numbers flipped, so that it reads well and signs wrongly.
    static let inconsistent = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCh+BYK4uPJtGXO
        jS1lYmM2K5J9vinh8CR3/BYlzJChNuOL2TSXxbbqY913EeZ8dCn5VrD7io8ImtxL
        aYk8wTM/U+3QGbh3hCUv7JFP5IV3aVlL6kKA0ywPVb9ilE8TA5a8bpvfbr3SvaNn
        juygxmj3AbONv/s4yDQs4v5tJ/reSlpIdJed1LnPmt7Ex1sFhSwsD174pcF1A5L5
        ROjtZMEQxrZHYJqkeDrrnGya11UxMFBji4NmXG9veoKjlnAqH2QbgtPr8jkiGUkf
        toaHLFcW9Qr4NY2ai50Xw0Byj3+H2JoY2PyrZ62EWQwuz3WTOTY8BwNNb2BvniHg
        VFbK5emhAgMBAAECggEAEq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyW
        PEAeP88vLNO97IjlA7/GQ5sLKMgvfTeXZx9SE+7YwVol2NXOoAJe46sui395IW/G
        O+pWJ1O0BkTGoVEn2bKVRUCgu+GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzj
        kn439X0M/V51gfpRLI9JYanrC4D4qAdGcopV/0ZHHzQlBjudU2QvXt4ehNYTCBr6
        XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl/x/jTj3ccPDVZFD9pIuhLhBOneufuBiB
        4cS98l2SR/RQyGWSeWjnczT0QU91p1DhOVRuOopzmQKBgQDgHMQQ60imZV1URk0K
        pLttoLhyt3SmqdEf/kgHePDdtzEafpAu+cS191R2JiuoF2yzWXnwFDcqGigp5BNr
        0AHQfD8/Lk8l1Mk09jxxCfui5nYooNyac8YFjm3vItzVCVDnEd3BbVWG8qf6deqE
        lMGAg+C2V0L4oNXnP7LZcPAZRwKBgQC5A8R+CZW2MvRTLLHzwZkUXV866cff7tx6
        kqa0finGG0KgeqlaZPxgCZnFp7AeAcCMtiynVlJ7vMVgePsLq6XtON4tB5kP9jAP
        rq3rbAOal78eUH5OcED6eNuCV8ixEu1eWcPNCS/l1OW1EnXUEoEHKl54Xrrz2uNw
        kgMTP1FZ1wKBgAcCn1dwJKufzBWQxWQp1vsM5fggqPN1qGb5y0MAk3g7/Ls5bkUp
        5u9SN0Ai3Ya6hNnvWJMb7sXQX6U/zyO2M/hTip7tUeh7CXgwo59dkpN75gJLVds2
        9+DAncu3KXU4f2Fa+7bLNrur53k8KwPOq2bbuTG69QtV7Jr5MR0AHWKJAoGBAIf/
        evpitUf+4JYbLpvNXWcY052Mpz22aR84mY3nh3F2LF2mjMJDpTg7FmuyPcVw6EcG
        yoAe9fa65iNqCq+jdw6PVNGo2hxfjSiZ8IIzHdsPXI89//pMjZcQK9r+CCoRjaZj
        OYiIDktVWZzmevJuv6WywUqd57LE3Zar3dLSIkxxAoGAIYd7DHOhrWvxkwPQsRM2
        tOgrjbcrfvtQJipd+DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd/QJQ3
        ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp/gh6A56
        03k2+ZQwVK0JKSHuLFkuQ3U=
        -----END PRIVATE KEY-----
        """

    /// An RSA key pair of 1024 bits.
    static let shortPrivate = """
        -----BEGIN PRIVATE KEY-----
        MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAMEjsks6f8XIjlaG
        TFnSOGUkHYSFUiaLIlDW5dSvLO0o8BNrGEPgA3i0ZAsyEIdwus7KR0G6MH47Hh3p
        cjQDIPhQP4TzXyNipMxwYlkS1UFN6VeCfLuZLahwaH2bOKrvnHfNlHaSYw3q5/H5
        nUGZ6qcsqwZ5FtWPKDNH9hJuGxAdAgMBAAECgYBek3hPVkoTM+5feEwS/9oVzOWX
        ayGbNi6Ln2/UAiPhzlYhbCPpuNx6UvtacB2f9RfFA1B5Yw80AQbyZspBpfaSR958
        8O+n3S4ebXgKjqg1ACr26OtXLNbRzenrCGUg7ThVavxGm3DfGo1ApPlfRIvoEcYq
        GAbTSYtoNQaGPMhXEQJBAOhPETxn4lFBK/+yTphcsQy3wMCjP6NUSNDNvYWEguW7
        5frlJ5nw2zK+LWBl1QSk1QfQXGMynIam5tdqBT1uUKcCQQDU1gaHe0jAS2ErXPvH
        cYvhV3CACWjgtb4payK6B66DX7P4Ywj3TTI2pQk3JXU3BbZWpSfBMxsBLTTS9lgF
        Qk2bAkAzJmWnJUCBn5XugPYpOg+Ju1PnlopGjiJSR1q5cUnZB5xFt/sWPCAndhRL
        q2BR23FEfS46cURhqZIeUCvDMOz1AkEAtcu2ugTBSJdagXqkCWDglXNlwcfH0KEM
        tD4x5GrpUoftps2Y+/vxVyGy9GrHa18yt2HMykbH20Js64HF/3/53wJBAMZwyzVg
        Y3Gsrx6rJFQJfn858UR1cmvdxkPct8CfFwCkPFTR51C04wUWA1Gz4lodFSPF4BXT
        9XXQxVHjt8R9eN0=
        -----END PRIVATE KEY-----
        """

    /// Its public key.
    static let shortPublic = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDBI7JLOn/FyI5WhkxZ0jhlJB2E
        hVImiyJQ1uXUryztKPATaxhD4AN4tGQLMhCHcLrOykdBujB+Ox4d6XI0AyD4UD+E
        818jYqTMcGJZEtVBTelXgny7mS2ocGh9mziq75x3zZR2kmMN6ufx+Z1BmeqnLKsG
        eRbVjygzR/YSbhsQHQIDAQAB
        -----END PUBLIC KEY-----
        """

    /// A key pair on P-256.
    static let ellipticPrivate = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgd5qbyDIm+/1KsUJI
        xTlre+t34XF8p6rqHm+q5QEQ7C+hRANCAARZ/ANJOKgimaViUhvmYnsPlSZVaBgK
        +PJKwCzMtiyg9zixNIK9gJE88rL4wCEpYITgDVd+hbYOEIq6kE/URjoO
        -----END PRIVATE KEY-----
        """

    /// Its public key.
    static let ellipticPublic = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWfwDSTioIpmlYlIb5mJ7D5UmVWgY
        CvjySsAszLYsoPc4sTSCvYCRPPKy+MAhKWCE4A1XfoW2DhCKupBP1EY6Dg==
        -----END PUBLIC KEY-----
        """

    /// The same key pair under a passphrase.
    static let encrypted = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBBE/jdLjL8tjNnM58/w
        OQ+EAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQYca7dozVhVpO3/8W
        gxwW2QSBkD/S5afYMsKVQ1NqF1ivrJp6aI7JqYNME+YYKjEIqcQ96Bagp8Vsk0gM
        Hz2TjEbVj2B3d/Mc7tkxt/YbhVPVRvNADQQyVUlhSxM9BPmuug3oVG903nUcLCJU
        sl9Zn2dk6My4g/k0PhPLodGvwnxjk0beKiCUQ/tt6IgBpi76rrGrm00V37/TVztT
        HaGNXnoLBQ==
        -----END ENCRYPTED PRIVATE KEY-----
        """
}
