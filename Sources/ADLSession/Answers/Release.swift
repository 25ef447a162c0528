import ADLFormats

/// This version of `adl`.
public enum Release {
  /// The number of the version.
  public static let version = "0.2.0"

  /// The name of the schema that its JSON keeps to.
  public static let schema = Schema.name
}
