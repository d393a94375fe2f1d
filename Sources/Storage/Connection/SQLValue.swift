/// A value bound to a statement.
///
/// Text is bound as a blob, because a NUL would cut a text value short in SQLite's functions.
enum SQLValue {
  case null
  case integer(Int64)
  case blob([UInt8])

  static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

  static func integer(_ value: UInt64) -> SQLValue { .integer(Int64(bitPattern: value)) }

  static func truth(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }

  static func text(_ value: String) -> SQLValue { .blob(Array(value.utf8)) }
}
