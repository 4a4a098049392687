package io.sallyport.quickstart.data;

/** Which schema registry a stack has. Both answer Confluent's API. */
public enum RegistryKind {
  /** It has a database of its own. */
  APICURIO("/apis/ccompat/v7"),

  /** It keeps its schemas in a topic of the broker's, so it is a principal there. */
  CONFLUENT("");

  private final String path;

  RegistryKind(String path) {
    this.path = path;
  }

  /** Where its API begins. */
  public String path() {
    return path;
  }
}
