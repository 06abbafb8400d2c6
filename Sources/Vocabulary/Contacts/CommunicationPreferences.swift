/// How a contact wants to be reached.
package struct CommunicationPreferences: Hashable, Sendable {
    package var noWhatsApp = false
    package var noAICalls = false
    /// Media by name, the most wanted first; empty where the contact has said none.
    package var preferredChannels: [String] = []
    package var quietHours: QuietHours?
    /// The contact wants to hear nothing more.
    package var optedOut = false

    package init() {}
}

extension ContactCard {
    /// As the custom fields say (`communication_preferences`, else the guide's `preferences`; `status`), and the tags of the group
    /// `channel_preference`. What forbids something holds, whichever of them says it.
    package var preferences: CommunicationPreferences {
        var preferences = CommunicationPreferences()
        let tags = Set(tags.present.map { $0.lowercased() })
        if let said = structure("communication_preferences") ?? structure("preferences") {
            preferences.noWhatsApp = said.flag("no_whatsapp")
            preferences.noAICalls = said.flag("no_ai_calls")
            preferences.optedOut = said.flag("opted_out")
            preferences.preferredChannels =
                said["preferred_channels"]?.array?.compactMap { $0.string?.lowercased() } ?? []
            preferences.quietHours = said["quiet_hours"]?.string.flatMap(QuietHours.init)
        }
        if tags.contains("email_only") {
            preferences.noWhatsApp = true
            preferences.noAICalls = true
            preferences.preferredChannels = ["email"]
        } else if tags.contains("whatsapp_preferred"), preferences.preferredChannels.first != "whatsapp" {
            preferences.preferredChannels = ["whatsapp"] + preferences.preferredChannels.filter { $0 != "whatsapp" }
        }
        if text("status")?.lowercased() == "opted_out" { preferences.optedOut = true }
        return preferences
    }

    private func structure(_ name: String) -> JSONObject? {
        guard case .json(.object(let object))? = field(name)?.value else { return nil }
        return object
    }
}

extension JSONObject {
    /// Whether a member is true, in one of the ways in which people fill such fields in.
    fileprivate func flag(_ name: String) -> Bool {
        guard let value = self[name] else { return false }
        return value.bool ?? value.text.map { ["true", "yes", "1"].contains($0.lowercased()) } ?? false
    }
}
