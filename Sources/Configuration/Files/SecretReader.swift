import Foundation

/// A secret and the place where the configuration names it.
struct SecretText {
    var text: String
    var place: YAMLValue
}

extension ConfigurationReader {
    /// Reads the secret named by `NAME_credential` or `NAME_file`.
    ///
    /// - Parameters:
    ///   - name: the part before `_credential` and `_file`.
    ///   - fields: the mapping with these keys.
    ///   - standIn: a well-formed placeholder, never used to sign or send.
    /// - Returns: the secret and its place; nil if there is none, or after a report.
    func readSecret(_ name: String, in fields: StrictMapping, standIn: String) -> SecretText? {
        let credential = fields["\(name)_credential"]
        let file = fields["\(name)_file"]
        if let credential, file != nil {
            credential.report("'\(name)_file' is there too; only one of them can hold")
        }
        guard let place = credential ?? file, let named = place.text else { return nil }
        switch secrets {
        case .none:
            diagnostics.noteStandIn(at: place)
            return SecretText(text: standIn, place: place)
        case .files where credential != nil:
            place.report("credential '\(named)': \(MissingCredential(file: "\(name)_file"))")
            return nil
        case .available(let read) where credential != nil:
            let text = read(named)
            if text == nil { diagnostics.noteStandIn(at: place) }
            return SecretText(text: text ?? standIn, place: place)
        case .credentials(let read) where credential != nil:
            do {
                return SecretText(text: try read(named), place: place)
            } catch {
                place.report("credential '\(named)': \(error)")
                return nil
            }
        case .files, .available, .credentials:
            let path = files.path(of: named)
            diagnostics.note(secretFile: path, at: place)
            guard let data = FileManager.default.contents(atPath: path) else {
                place.report("cannot read the secret in \(path): \(FileFault.reason(path))")
                return nil
            }
            guard data.count <= 4096 else {
                place.report("cannot read the secret in \(path): it is longer than 4096 bytes")
                return nil
            }
            return SecretText(text: String(decoding: data, as: UTF8.self), place: place)
        }
    }
}
