import Contacts
import Vocabulary

extension Contact {
    /// The contact as the API shows it. What nobody has said is null.
    var json: JSON {
        let card = profile.card
        func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
        func time(_ value: Timestamp?) -> JSON { text(value?.description) }
        return [
            "id": .string(id.description),
            "merged": .array(absorbed.map { .string($0.description) }),
            "type": .string(card.type.rawValue),
            "name": text(card[.name]), "phone": text(card[.phone]), "email": text(card[.email]),
            "language": text(card[.language]), "country": text(card[.country]),
            "avatar_url": text(card[.avatarURL]), "lifecycle": text(card[.lifecycle]), "status": text(card[.status]),
            "time_zone": text(card.timeZone),
            "identifiers": .array(card.sortedIdentifiers.map(\.json)),
            "tags": .array(card.tags.present.map(Self.tag)),
            "custom_fields": .object(JSONObject(card.typedFields.map { ($0.name, $0.json) })),
            "preferences": card.preferences.json,
            "project_ids": .array(card.projectIDs.map(JSON.string)),
            "channels": .array(
                profile.media.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                    ["channel": .string($0.key), "last_message_at": time($0.value)]
                }),
            "first_seen_at": time(profile.firstSeenAt),
            "last_activity_at": time(profile.activeAt),
            "last_contacted": [
                "inbound_at": time(profile.lastInboundAt), "outbound_at": time(profile.lastOutboundAt),
            ],
        ]
    }

    private static func tag(_ name: String) -> JSON {
        ["name": .string(name), "group": TagGroup(of: name).map { .string($0.rawValue) } ?? .null]
    }
}

extension Stamped<ContactIdentifier> {
    fileprivate var json: JSON {
        [
            "kind": .string(value.kind.description), "value": .string(value.value),
            "canonical": value.canonical.map { .string($0.value) } ?? .null,
            "last_seen_at": .string(stamp.at.description),
        ]
    }
}

extension ContactField {
    /// `{"type":"number","value":120,"fits":true}`; a value that doesn't fit its type stands there as it came.
    fileprivate var json: JSON {
        let shown: JSON =
            switch value {
            case .text(let text), .date(let text): .string(text)
            case .number(let value), .json(let value): value
            case nil: raw
            }
        return ["type": type.map { .string($0.rawValue) } ?? .null, "value": shown, "fits": .bool(fits)]
    }
}

extension CommunicationPreferences {
    fileprivate var json: JSON {
        [
            "no_whatsapp": .bool(noWhatsApp), "no_ai_calls": .bool(noAICalls),
            "preferred_channels": .array(preferredChannels.map(JSON.string)),
            "quiet_hours": quietHours.map { .string($0.description) } ?? .null, "opted_out": .bool(optedOut),
        ]
    }
}

extension ContactActivity {
    /// An entry of the timeline.
    var json: JSON {
        func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
        return [
            "position": .integer(position.rawValue), "contact": .string(subject.description),
            "kind": .string(entry.kind.rawValue), "occurred_at": .string(entry.occurredAt.description),
            "conversation": text(entry.conversation?.description), "channel": text(entry.medium),
            "direction": text(entry.direction?.rawValue), "label": text(entry.label),
        ]
    }
}

extension MergeSuggestion {
    /// A contact that may be the same person, and what it shares.
    var json: JSON {
        [
            "id": .string(contact.id.description), "name": contact.profile.card[.name].map(JSON.string) ?? .null,
            "shared": .array(
                shared.map { ["kind": .string($0.kind.description), "value": .string($0.value)] }),
        ]
    }
}
