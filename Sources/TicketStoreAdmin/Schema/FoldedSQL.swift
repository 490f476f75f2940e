/// Compares names in SQL much as `String.folded` does.
///
/// SQLite itself knows the case of ASCII only. This adds Latin, Greek and Cyrillic letters,
/// full-width forms and all blanks; combining accents stay.
package enum FoldedSQL {
    /// SQL for the folded text of an expression, which is repeated and should be short.
    package static func folded(_ text: String) -> String {
        """
        (WITH RECURSIVE f(n, t, u) AS (SELECT 0, '', unicode(substr(\(text), 1, 1)) \
        UNION ALL SELECT n + 1, t || \(character), unicode(substr(\(text), n + 2, 1)) \
        FROM f WHERE n < length(\(text))) SELECT lower(trim(t)) FROM f ORDER BY n DESC LIMIT 1)
        """
    }

    /// The folded character of number `u`; `lower` handles ASCII.
    private static let character = """
        CASE WHEN u BETWEEN 33 AND 126 OR u BETWEEN 19968 AND 40959 THEN char(u) \
        WHEN u BETWEEN 65281 AND 65374 THEN char(u - 65248) \
        WHEN u BETWEEN 9 AND 13 OR u BETWEEN 8192 AND 8202 \
        OR u IN (133, 160, 5760, 8232, 8233, 8239, 8287, 12288) THEN ' ' \
        WHEN u IN (173, 6158, 8203, 8288, 65279) THEN '' \
        WHEN u = 223 THEN 'ss' WHEN u = 962 THEN char(963) WHEN u = 376 THEN char(255) \
        WHEN (u BETWEEN 192 AND 222 AND u <> 215) OR u BETWEEN 913 AND 939 \
        OR u BETWEEN 1040 AND 1071 THEN char(u + 32) \
        WHEN u BETWEEN 1024 AND 1039 THEN char(u + 80) \
        WHEN u = 902 THEN char(940) WHEN u BETWEEN 904 AND 906 THEN char(u + 37) \
        WHEN u = 908 THEN char(972) WHEN u IN (910, 911) THEN char(u + 63) \
        WHEN u BETWEEN 256 AND 303 OR u BETWEEN 306 AND 311 OR u BETWEEN 330 AND 375 \
        OR u BETWEEN 7680 AND 7829 OR u BETWEEN 7840 AND 7935 THEN char(u | 1) \
        WHEN u BETWEEN 313 AND 328 OR u BETWEEN 377 AND 382 THEN char(u + u % 2) \
        ELSE char(u) END
        """
}
