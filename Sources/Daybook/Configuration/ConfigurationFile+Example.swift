extension ConfigurationFile {
    /// All that may stand in the file. Terminals of 80 columns show its lines whole.
    static let example = """
        # As providers call it: Twilio signs it.
        public_url: https://hooks.example.com
        # How many proxies of yours add to X-Forwarded-For.
        proxies: 1
        # Whose pages may call from a browser.
        cors_origins: [https://desk.example.com]
        # Whether anybody may read the log's tiles.
        public_tiles: false
        # Of one API key; from one address, to webhooks with an API key. 0: any.
        limits:
          key_requests_per_minute: 1000
          address_requests_per_minute: 100
        # default is the tenant of the paths without /t/<tenant>.
        tenants:
          default:
            respond_io:
              webhook_secrets: {env: RESPOND_IO_WEBHOOK_SECRET}
          acme:
            respond_io:
              # Several, while one replaces the other.
              webhook_secrets:
                - env: ACME_RESPOND_IO_SECRET
                - file: secrets/acme-respond-io
              # utf8 unless said.
              key_encoding: base64
              signature_headers: [X-Webhook-Signature]
            twilio:
              account_sid: AC00000000000000000000000000000000
              auth_tokens: {env: ACME_TWILIO_AUTH_TOKEN}
              # For signatures with SHA-256.
              webhook_keys: {env: ACME_TWILIO_WEBHOOK_KEY}
            whatsapp:
              app_secrets: {env: ACME_WHATSAPP_APP_SECRET}
              verify_tokens: {env: ACME_WHATSAPP_VERIFY_TOKEN}
              # The numbers whose webhooks are this tenant's.
              phone_number_ids: ["106540352242922"]
            elevenlabs:
              webhook_secrets: {file: secrets/acme-elevenlabs}
        """
}
