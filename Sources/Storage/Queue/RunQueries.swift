/// The queries over runs of places, one a state, because each state has its own column.
enum RunQueries {
  /// The start of the first run behind a key that has a place with the flag.
  static func next(_ flag: ItemFlags?) -> StaticString {
    switch flag {
    case .open?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) > (?, ?, ?) AND open > 0
      ORDER BY ord, sub, ino LIMIT 1
      """
    case .judged?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) > (?, ?, ?) AND judged > 0
      ORDER BY ord, sub, ino LIMIT 1
      """
    case .aside?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) > (?, ?, ?) AND aside > 0
      ORDER BY ord, sub, ino LIMIT 1
      """
    case .asked?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) > (?, ?, ?) AND asked > 0
      ORDER BY ord, sub, ino LIMIT 1
      """
    case .draft?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) > (?, ?, ?) AND drafts > 0
      ORDER BY ord, sub, ino LIMIT 1
      """
    case .conflict?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) > (?, ?, ?) AND conflicts > 0
      ORDER BY ord, sub, ino LIMIT 1
      """
    case .again?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) > (?, ?, ?) AND again > 0
      ORDER BY ord, sub, ino LIMIT 1
      """
    default:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) > (?, ?, ?)
      ORDER BY ord, sub, ino LIMIT 1
      """
    }
  }

  /// The start of the last run before a key that has a place with the flag.
  static func previous(_ flag: ItemFlags?) -> StaticString {
    switch flag {
    case .open?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) < (?, ?, ?) AND open > 0
      ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """
    case .judged?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) < (?, ?, ?) AND judged > 0
      ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """
    case .aside?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) < (?, ?, ?) AND aside > 0
      ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """
    case .asked?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) < (?, ?, ?) AND asked > 0
      ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """
    case .draft?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) < (?, ?, ?) AND drafts > 0
      ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """
    case .conflict?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) < (?, ?, ?) AND conflicts > 0
      ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """
    case .again?:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) < (?, ?, ?) AND again > 0
      ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """
    default:
      """
      SELECT ord, sub, ino FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)
      ORDER BY ord DESC, sub DESC, ino DESC LIMIT 1
      """
    }
  }

  /// How many places with the flag stand in the runs before one.
  static func sum(_ flag: ItemFlags?) -> StaticString {
    switch flag {
    case .open?:
      "SELECT sum(open) FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)"
    case .judged?:
      "SELECT sum(judged) FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)"
    case .aside?:
      "SELECT sum(aside) FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)"
    case .asked?:
      "SELECT sum(asked) FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)"
    case .draft?:
      "SELECT sum(drafts) FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)"
    case .conflict?:
      "SELECT sum(conflicts) FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)"
    case .again?:
      "SELECT sum(again) FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)"
    default:
      "SELECT sum(items) FROM stretch WHERE (ord, sub, ino) < (?, ?, ?)"
    }
  }
}
