import CCurl

/// The state that libcurl keeps for the whole process.
enum CurlLibrary {
    /// The result of the one initialisation, which must come before any other call.
    static let initialised: CURLcode = ccurl_global_init()
}

extension CURLcode {
    /// libcurl's sentence for the code.
    var text: String { String(cString: curl_easy_strerror(self)) }
}
