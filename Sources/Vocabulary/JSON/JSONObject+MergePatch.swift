extension JSONObject {
    /// This object changed by a merge patch (RFC 7386 §2): members of the patch replace, those that are null are taken away, objects
    /// merge member by member.
    package func merging(_ patch: JSONObject) -> JSONObject {
        var merged = self
        for member in patch.members {
            switch member.value {
            case .null: merged[member.name] = nil
            case .object(let inner):
                let target = merged[member.name]?.object ?? JSONObject()
                merged[member.name] = .object(target.merging(inner))
            default: merged[member.name] = member.value
            }
        }
        return merged
    }
}
