extension ConfigurationFile {
    /// All that may stand in the file.
    static let example = """
        public_url: https://hooks.example.com       # as providers call it: Twilio signs it
        proxies: 1                                  # how many of yours add to X-Forwarded-For
        cors_origins: [https://desk.example.com]    # whose pages may call from a browser
        public_tiles: false                         # whether anybody may read the log's tiles
        limits:                                     # 0 for none
          key_requests_per_minute: 1000             # of one API key
          address_requests_per_minute: 100          # from one address, to webhooks with an API key
        tenants:                                    # default is the one of the paths without /t/<tenant>
          default:
            respond_io:
              webhook_secrets: {env: RESPOND_IO_WEBHOOK_SECRET}
          acme:
            respond_io:
              webhook_secrets: [{env: ACME_RESPOND_IO_SECRET}, {file: secrets/acme-respond-io}]
              key_encoding: base64                  # or utf8, which it is unless said
              signature_headers: [X-Webhook-Signature]
            twilio:
              account_sid: AC00000000000000000000000000000000
              auth_tokens: {env: ACME_TWILIO_AUTH_TOKEN}
              webhook_keys: {env: ACME_TWILIO_WEBHOOK_KEY}    # signatures with SHA-256
            whatsapp:
              app_secrets: {env: ACME_WHATSAPP_APP_SECRET}
              verify_tokens: {env: ACME_WHATSAPP_VERIFY_TOKEN}
              phone_number_ids: ["106540352242922"]           # whose webhooks are acme's
            elevenlabs:
              webhook_secrets: {file: secrets/acme-elevenlabs}
        """
}
