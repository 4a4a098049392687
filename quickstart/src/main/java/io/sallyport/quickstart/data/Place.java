package io.sallyport.quickstart.data;

/** Where the processes of a stack run, which decides by what name they reach each other. */
public enum Place {
  /** All on the loopback address of this machine. */
  MACHINE,

  /** Each in a container, whose name is that of the role's home. */
  CONTAINERS;

  private static final String LOOPBACK = "127.0.0.1";

  /** By what name the others reach a role. */
  public String host(Role role) {
    return this == MACHINE ? LOOPBACK : role.home();
  }

  /** Where the addresses of demo targets lie: their networks in {@code compose/compose.yaml}. */
  public String addresses() {
    return this == MACHINE ? LOOPBACK + "/32" : "10.253.77.0/27";
  }

  /** Where a role shows its figures: a container does so on the network that it is watched on. */
  public String watched() {
    return this == MACHINE ? LOOPBACK : "watch";
  }

  /** Where a role listens for the others. */
  public String listen() {
    return this == MACHINE ? LOOPBACK : "0.0.0.0";
  }
}
